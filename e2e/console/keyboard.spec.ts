import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";

test("everything from creating a key to reading a request works with the keyboard alone", async ({
  page,
  context,
  account,
}) => {
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, account.orgSlug),
  });
  await client.chat.completions.create({
    model: "sandbox/quick",
    messages: [{ role: "user", content: "older question" }],
  });
  await client.chat.completions.create({
    model: "sandbox/quick",
    messages: [{ role: "user", content: "newer question" }],
  });

  await open(page, `/${account.orgSlug}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await expect(page).toHaveURL(/\/requests/, { timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole("row").filter({ hasText: "sandbox" })).toHaveCount(2);

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("newer question").first()).toBeVisible();
  await page.keyboard.press("]");
  await expect(sheet.getByText("older question").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("keys");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
});

test("on a narrow screen nothing sticks out sideways", async ({ page, account }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [
    "/",
    "/pricing",
    "/docs",
    "/sign-in",
    ...["", "/requests", "/keys", "/providers", "/settings"].map((area) => `/${account.orgSlug}${area}`),
  ]) {
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390]);
  }
});
