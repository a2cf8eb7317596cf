import { createServer } from "node:http";
import { expect, open, test } from "../fixtures/app";

test("a connection is tested where it stands: the answer, and what to do when there is none", async ({
  page,
  account,
}) => {
  let accepted = "Bearer sk-right-0123456789";
  const server = createServer((req, res) => {
    const isKnown = req.headers.authorization === accepted;
    res.writeHead(isKnown ? 200 : 401).end('{"data":[{"id":"one"},{"id":"two"}]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;

  await open(page, `/${account.orgSlug}/providers?connect=custom`);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Base URL").fill("ftp://127.0.0.1/v1");
  await dialog.getByRole("button", { name: "Connect" }).click();
  await expect(dialog.getByText(/address/).first()).toBeVisible();
  await dialog.getByLabel("Base URL").fill(`http://127.0.0.1:${port}/v1`);
  await dialog.getByLabel("API key").fill("sk-right-0123456789");
  await dialog.getByLabel("Name").fill("Ours");
  await dialog.getByRole("button", { name: "Connect" }).click();
  await expect(dialog).toBeHidden();

  const row = page.getByRole("listitem").filter({ hasText: "Ours" });
  const button = row.getByRole("button", { name: "Test Ours" });
  await button.click();
  await expect(row.getByText(/^2 models in/)).toBeVisible();
  await expect(row.getByText("accepted the key")).toBeVisible();
  accepted = "Bearer sk-another";
  await button.click();
  await expect(row.getByText("The key does not work.")).toBeVisible();
  await expect(row.getByText(/Enter a valid one under Change/)).toBeVisible();
  await new Promise((done) => server.close(done));
  server.closeAllConnections();
  await button.click();
  await expect(row.getByText("The provider cannot be reached.")).toBeVisible();
});
