import type { APIRequestContext } from "@playwright/test";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";
import { spendRequests } from "../fixtures/database";

const ask = async (request: APIRequestContext, apiKey: string): Promise<number> => {
  const response = await request.post(`${gatewayUrl()}/chat/completions`, {
    headers: { authorization: `Bearer ${apiKey}` },
    data: { model: "sandbox/quick", messages: [{ role: "user", content: "Hello" }] },
  });
  return response.status();
};

test("an organisation signs up, upgrades, goes past what is included, meets its cap, and cancels", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const apiKey = await createKey(context.request, orgSlug);
  const billing = `/${orgSlug}/settings?tab=billing`;
  const banner = page.getByRole("complementary", { name: "Plan" });

  await spendRequests(orgSlug, 30_000);
  await open(page, billing);
  await expect(page.getByText("30,000 of 20,000 included")).toBeVisible();
  await expect(banner).toContainText("what is said in them is not stored");
  await page.getByRole("button", { name: "Try Pro for 14 days" }).click();
  await expect(page.getByText("No money moves, no card is asked for")).toBeVisible();
  await page.getByRole("radio", { name: "A card that is declined" }).click();
  await page.getByRole("button", { name: "Start the trial" }).click();
  await expect(page.getByText("The card was declined. Nothing was bought")).toBeVisible();
  await page.getByRole("radio", { name: "A card that works" }).click();
  await page.getByRole("button", { name: "Start the trial" }).click();
  await expect(page.getByText(/^Trial until/)).toBeVisible();
  await expect(banner).toHaveCount(0);

  await open(page, `/${orgSlug}/billing-simulator?page=portal`);
  await page.getByRole("button", { name: "15 days later" }).click();
  await expect(page.getByText("Time has passed")).toBeVisible();
  await spendRequests(orgSlug, 280_000);
  await open(page, billing);
  await expect(page.getByText(/^Renews on/)).toBeVisible();
  await expect(page.getByText("250,000 of 200,000 included")).toBeVisible();
  await expect(page.getByText(/\$67\.00 so far/)).toBeVisible();
  await expect(page.getByRole("row", { name: /SIM-0001 .* Paid/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("textbox", { name: /Overage cap/ }).fill("0");
  await page.getByRole("button", { name: "Save cap" }).click();
  await expect(page.getByText(/requests stop at 200,000/)).toBeVisible();
  await expect.poll(() => ask(context.request, apiKey)).toBe(402);
  await open(page, billing);
  await expect(banner).toContainText("Requests are refused");
  await page.getByRole("textbox", { name: /Overage cap/ }).fill("");
  await page.getByRole("button", { name: "Save cap" }).click();
  await expect(page.getByText("No cap is set")).toBeVisible();
  await expect.poll(() => ask(context.request, apiKey)).toBe(200);

  await page.getByRole("button", { name: "Cancel plan…" }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm).toContainText("stays readable for 30 days");
  await confirm.getByRole("button", { name: "Cancel plan" }).click();
  await expect(page.getByText(/^Cancelled: ends on/)).toBeVisible();
  await page.getByRole("button", { name: "Resume Pro" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();
});

test("the usage page shows the month, its parts and their rows", async ({ page, account }) => {
  await spendRequests(account.orgSlug, 12_345);
  await open(page, `/${account.orgSlug}/usage`);
  await expect(page.getByText("7,655 of 20,000 left").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /sandbox\/quick 12,345 100%/ })).toBeVisible();
  await expectAccessible(page);
});

test("the pricing page prices any monthly volume", async ({ page }) => {
  await open(page, "/pricing");
  const volume = page.getByRole("textbox", { name: "Requests a month, as a number" });
  await volume.fill("5000000");
  await expect(page.getByText("$443")).toBeVisible();
  await page.getByRole("slider", { name: "Requests a month" }).press("Home");
  await expect(volume).toHaveValue("1,000");
});
