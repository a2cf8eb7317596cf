import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page of the console is free of axe violations in ${colorScheme}`, async ({
    page,
    context,
    account,
  }) => {
    await page.emulateMedia({ colorScheme });
    const client = new OpenAI({
      baseURL: gatewayUrl(),
      apiKey: await createKey(context.request, account.orgSlug),
    });
    const { response } = await client.chat.completions
      .create({ model: "auto", messages: [{ role: "user", content: "Hello" }] })
      .withResponse();
    for (const [path, heading] of [
      ["", /./],
      ["/requests", "Requests"],
      ["/sessions", "Sessions"],
      ["/decisions", "Decisions"],
      ["/models", "Models"],
      ["/evaluations", "Evaluations"],
      ["/prompts", "Prompts"],
      ["/prompts/new", "New prompt"],
      ["/rate", "To rate"],
      ["/keys", "Keys"],
      ["/usage", "Usage"],
      ["/providers", "Providers"],
      ["/settings", "Settings"],
    ] as const) {
      await open(page, `/${account.orgSlug}${path}`);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await expectAccessible(page);
    }
    await expect(async () => {
      await open(page, `/${account.orgSlug}/requests?request=${response.headers.get("x-request-id")}`);
      await expect(page.getByRole("dialog").getByText("Hello").first()).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expectAccessible(page);
  });

  test(`routes and the tabs of the settings are free of axe violations in ${colorScheme}`, async ({
    page,
    account,
  }) => {
    await page.emulateMedia({ colorScheme });
    for (const [path, heading] of [
      ["/routes", "Routes"],
      ["/settings?tab=cache", "Settings"],
      ["/settings?tab=limits", "Settings"],
      ["/evaluations?tab=runs", "Evaluations"],
      ["/evaluations?tab=datasets", "Evaluations"],
      ["/settings?tab=members", "Settings"],
      ["/settings?tab=webhooks", "Settings"],
      ["/settings?tab=audit", "Settings"],
      ["/settings?tab=sso", "Settings"],
      ["/settings?tab=account", "Settings"],
      ["/settings?tab=billing", "Settings"],
      ["/billing-simulator?page=checkout", "Simulated payment"],
      ["/billing-simulator?page=portal", "Simulated payment"],
    ] as const) {
      await open(page, `/${account.orgSlug}${path}`);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await expectAccessible(page);
    }
  });

  test(`every public page is free of axe violations in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of [
      "/",
      "/pricing",
      "/docs",
      "/docs/api",
      "/docs/evaluations",
      "/docs/prompts",
      "/docs/billing",
      "/docs/feedback",
      "/docs/sessions",
      "/docs/webhooks",
      "/docs/decisions",
      "/docs/experiments",
      "/docs/widget",
      "/trust",
      "/sign-in",
      "/sign-up",
      "/forgot-password",
      "/reset-password?token=x",
      "/invite/unknown",
      "/outbox",
    ]) {
      await open(page, path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
}

test("dark mode follows the system until a theme is chosen in the account menu", async ({
  page,
  account,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, `/${account.orgSlug}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).not.toBe(light);
  await page.getByRole("button", { name: /Account menu/ }).click();
  await page.getByRole("menuitemradio", { name: "Light" }).click();
  await expect.poll(background).toBe(light);
  await page.reload();
  await expect.poll(background).toBe(light);
});
