import { createServer } from "node:http";
import { Pool, request } from "undici";
import { describe, expect, it } from "vitest";
import { guardedConnector } from "./guarded-connector";

describe("the guarded connector", () => {
  it("does not open a connection to a loopback server, by address or by a name that resolves to it", async () => {
    let connections = 0;
    const server = createServer((_, res) => res.end("inside"));
    server.on("connection", () => connections++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    const call = async (origin: string, allowPrivate: boolean): Promise<string> => {
      const pool = new Pool(origin, { connect: guardedConnector({ allowPrivate, resolve }) });
      try {
        const { body } = await request(`${origin}/`, { dispatcher: pool });
        return await body.text();
      } finally {
        await pool.destroy();
      }
    };
    await expect(call(`http://127.0.0.1:${port}`, false)).rejects.toThrow();
    await expect(call("https://rebind.example.com", false)).rejects.toThrow("EADDRNOTPUBLIC");
    expect(connections).toBe(0);
    expect(await call(`http://rebind.example.com:${port}`, true)).toBe("inside");
    await new Promise((done) => server.close(done));
  });
});
