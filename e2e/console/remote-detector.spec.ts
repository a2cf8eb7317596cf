import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

/** A detector as a customer would write one: it objects to what speaks of a lock. */
async function startDetector(): Promise<{
  server: Server;
  address: string;
  asked: { body: string; signature: string }[];
}> {
  const asked: { body: string; signature: string }[] = [];
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    req.on("end", () => {
      asked.push({ body, signature: String(req.headers["webhook-signature"]) });
      const isFlagged = body.includes("lock");
      const verdict = { flagged: isFlagged, categories: isFlagged ? ["burglary"] : [] };
      res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(verdict));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, address: `http://127.0.0.1:${port}/check`, asked };
}

test("a detector of one’s own is tried before it is saved, and its verdict stands on the screen", async ({
  page,
  account,
}) => {
  const { server, address, asked } = await startDetector();
  try {
    await open(page, `/${account.orgSlug}/firewall`);
    await page.getByRole("button", { name: "Add detector" }).click();
    await page.getByRole("combobox", { name: "Who is asked" }).click();
    await page.getByRole("option", { name: /^Your own server/ }).click();
    await page.getByRole("textbox", { name: "Address" }).fill(address);
    await page.getByRole("combobox", { name: "When no verdict comes" }).click();
    await page.getByRole("option").first().click();
    await page.getByRole("spinbutton", { name: "Time limit, ms" }).fill("5000");
    const trial = page.getByRole("region", { name: "Try the detector" });
    const verdict = trial.getByRole("status");
    const text = trial.getByRole("textbox", { name: "Try it" });
    const send = trial.getByRole("button", { name: "Send to the detector" });

    await send.click();
    await expect(verdict).toContainText("Objects");
    await expect(verdict).toContainText("burglary 100");
    await expect(verdict).toContainText("with a note in its record");
    await expect(verdict).toContainText("Signed with a secret made for this trial alone");
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toContain("pick the lock");
    expect(asked[0]?.signature).toMatch(/^v1,/);
    await expectAccessible(page);

    await text.fill("How do tulips grow?");
    await send.click();
    await expect(verdict).toContainText("No objection");
    await expect(verdict).toContainText("A request with this text would go on.");

    await page.getByRole("button", { name: "Add detector" }).click();
    await expect(page.getByText("Copy the signing secret now")).toBeVisible();
    await page.getByRole("button", { name: "Done" }).click();
    await send.click();
    await expect(verdict).toContainText("Signed with the secret of this detector.");

    await new Promise((resolve) => server.close(resolve));
    await send.click();
    await expect(verdict).toContainText("No verdict");
    await expect(verdict).toContainText("ECONNREFUSED");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
