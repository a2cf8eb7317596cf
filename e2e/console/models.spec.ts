import { createServer } from "node:http";
import { callTrpc, createKey, expect, gatewayUrl, open, test } from "../fixtures/app";

const ANSWER = JSON.stringify({
  id: "x",
  object: "chat.completion",
  model: "home-made",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
});

test("a model without a price is told of, gets one, and its past requests get their cost", async ({
  page,
  account,
}) => {
  const server = createServer((req, res) => {
    req.resume().on("end", () => res.writeHead(200, { "content-type": "application/json" }).end(ANSWER));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const baseUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/v1`;
  const { orgSlug } = account;
  await callTrpc(page.request, "providerKeys.connect", { orgSlug, provider: "custom", baseUrl });
  const key = await createKey(page.request, orgSlug);
  const answered = await page.request.post(`${gatewayUrl()}/chat/completions`, {
    headers: { authorization: `Bearer ${key}` },
    data: { model: "custom/home-made", messages: [{ role: "user", content: "Hi" }] },
  });
  expect(answered.status()).toBe(200);
  server.close();
  const unpriced = () =>
    callTrpc(page.request, "models.reprice", { orgSlug, range: "24h" }).then((report) =>
      JSON.stringify(report),
    );
  await expect.poll(unpriced).toContain('"unpriced":1');

  await open(page, `/${orgSlug}/models?q=home-made`);
  await expect(
    page.getByText("1 request of the last 7 days used models without a known price."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Set a price" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Set price" }).click();
  await expect(dialog.getByText("Enter the price of input")).toBeVisible();
  await dialog.getByLabel("Input", { exact: true }).fill("2");
  await dialog.getByLabel(/^Output/).fill("10");
  await dialog.getByRole("button", { name: "Set price" }).click();
  await expect(page.getByText("1 requests now have a cost.")).toBeVisible();
  const row = page.getByRole("row", { name: /home-made/ });
  await expect(row.getByText("$0.003")).toBeVisible();

  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Price" })).toBeVisible();
  await expect(page.getByText("Your own price. It goes before the public list.")).toBeVisible();
  await page.getByRole("link", { name: "View requests" }).click();
  await page
    .getByRole("row", { name: /home-made/ })
    .getByRole("link")
    .click();
  await page.getByRole("tab", { name: "Details" }).click();
  await expect(page.getByText("$2 / 1M tokens")).toBeVisible();
  await expect(page.getByText("$10 / 1M tokens")).toBeVisible();
});
