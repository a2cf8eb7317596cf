import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test, url } from "../fixtures/app";

test("a streamed request, a tool call and a failed one each tell their story in the sheet", async ({
  page,
  context,
  account,
}) => {
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, account.orgSlug),
    maxRetries: 0,
  });
  const stream = await client.chat.completions.create({
    model: "sandbox/quick",
    messages: [{ role: "user", content: "Stream me something" }],
    stream: true,
  });
  for await (const chunk of stream) expect(chunk.object).toBe("chat.completion.chunk");
  await client.chat.completions.create({
    model: "sandbox/balanced",
    messages: [{ role: "user", content: "What is the weather in Oslo?" }],
    tools: [
      {
        type: "function",
        function: {
          name: "get_weather",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      },
    ],
    tool_choice: "required",
  });
  await expect(
    client.chat.completions.create({
      model: "sandbox/down",
      messages: [{ role: "user", content: "Anyone there?" }],
    }),
  ).rejects.toThrow();

  const rows = page.getByRole("row").filter({ hasText: "sandbox" });
  await expect(async () => {
    await open(page, `/${account.orgSlug}/requests`);
    await expect(rows).toHaveCount(3, { timeout: 2_000 });
  }).toPass();

  await rows.filter({ hasText: "down" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText(/all_providers_failed/).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await rows.filter({ hasText: "balanced" }).click();
  await expect(sheet.getByText("get_weather").first()).toBeVisible();
});

test("filters live in the address: reload and back keep them", async ({ page, context, account }) => {
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, account.orgSlug),
    maxRetries: 0,
  });
  await client.chat.completions.create({
    model: "sandbox/quick",
    messages: [{ role: "user", content: "one" }],
  });
  await client.chat.completions
    .create({ model: "sandbox/down", messages: [{ role: "user", content: "two" }] })
    .catch(() => {});
  const rows = page.getByRole("row").filter({ hasText: "sandbox" });
  await expect(async () => {
    await open(page, `/${account.orgSlug}/requests?status=error`);
    await expect(rows).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await page.reload();
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("down");
});

test("another organisation's request answers like one that does not exist", async ({
  browser,
  page,
  context,
  account,
}) => {
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, account.orgSlug),
  });
  const { response } = await client.chat.completions
    .create({ model: "sandbox/quick", messages: [{ role: "user", content: "mine alone" }] })
    .withResponse();
  const requestId = response.headers.get("x-request-id");
  await expect(async () => {
    await open(page, `/${account.orgSlug}/requests?request=${requestId}`);
    await expect(page.getByRole("dialog").getByText("mine alone").first()).toBeVisible({ timeout: 2_000 });
  }).toPass();

  const stranger = await browser.newContext();
  const answer = await stranger.request.get(url(`/${account.orgSlug}/requests?request=${requestId}`), {
    maxRedirects: 0,
  });
  expect(answer.status()).toBeGreaterThanOrEqual(300);
  expect(await answer.text()).not.toContain("mine alone");
  await stranger.close();
});
