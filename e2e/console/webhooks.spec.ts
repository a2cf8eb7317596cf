import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { Webhook } from "standardwebhooks";
import { createKey, expect, gatewayUrl, open, setPlan, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

interface Receiver {
  url: string;
  calls: { headers: IncomingHttpHeaders; body: string }[];
  /** What it answers from now on. */
  status: number;
  server: Server;
}

/** A customer's server. */
async function startReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      receiver.calls.push({ headers: req.headers, body: Buffer.concat(chunks).toString() });
      res.writeHead(receiver.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const receiver: Receiver = { url: `http://127.0.0.1:${port}/hook`, calls: [], status: 204, server };
  return receiver;
}

test("a webhook made in the console is called with signed events, is seen in its log, and is sent again by hand", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  await setPlan(orgSlug, "pro");
  const receiver = await startReceiver();
  await open(page, `/${orgSlug}/settings?tab=webhooks`);
  await page.getByRole("button", { name: "Add webhook" }).click();
  await page.getByLabel("Address").fill(receiver.url);
  await page.getByRole("checkbox", { name: /nps\.detractor/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Add webhook" }).click();
  const secret = await page
    .getByRole("dialog")
    .getByText(/^whsec_/)
    .first()
    .textContent();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(secret ?? "")).toHaveCount(0);

  const key = await createKey(page.context().request, orgSlug);
  const said = await request.post(`${gatewayUrl()}/feedback`, {
    headers: { authorization: `Bearer ${key}` },
    data: { session_id: "e2e-webhook", kind: "nps", score: 3, comment: "Write to ada@example.com." },
  });
  expect(said.ok(), await said.text()).toBe(true);
  await expect.poll(() => receiver.calls.length).toBe(1);
  const webhook = new Webhook(secret ?? "");
  const verified = () =>
    receiver.calls.map(({ body, headers }) => webhook.verify(body, { ...headers } as Record<string, string>));
  expect(verified()).toMatchObject([{ type: "nps.created", data: { score: 3, session_id: "e2e-webhook" } }]);
  expect(receiver.calls[0]?.body).not.toContain("ada@example.com");
  expect(() => webhook.verify("{}", { ...receiver.calls[0]?.headers } as Record<string, string>)).toThrow();

  await page.getByRole("button", { name: "Log" }).click();
  const log = page.getByRole("dialog");
  const delivery = log.getByRole("listitem").filter({ hasText: "nps.created" });
  await expect(delivery).toContainText("Taken");
  await expect(delivery).toContainText("204");
  await delivery.getByText("nps.created").first().click();
  await expectAccessible(page);
  receiver.status = 500;
  await delivery.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => receiver.calls.length).toBe(2);
  await expect(delivery).toContainText("Trying again");
  receiver.status = 204;
  await delivery.getByRole("button", { name: "Send again" }).click();
  await expect(delivery).toContainText("Taken");
  expect(verified().length).toBeGreaterThanOrEqual(3);
  const ids = receiver.calls.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);
  receiver.server.close();
});
