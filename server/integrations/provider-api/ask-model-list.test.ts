import { createServer } from "node:http";
import { expect, it } from "vitest";
import { askModelList } from "./ask-model-list";

it("opens no connection to a private address, whatever was stored", async () => {
  let connections = 0;
  const server = createServer((_req, res) => res.end("[]"));
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::ffff:127.0.0.1]:${port}`]) {
    for (const scheme of ["http", "https"]) {
      expect(await askModelList({ url: `${scheme}://${host}/models`, headers: {} })).toEqual({
        kind: "failure",
        code: "invalid_field",
      });
    }
  }
  expect(connections).toBe(0);
  await new Promise((done) => server.close(done));
});
