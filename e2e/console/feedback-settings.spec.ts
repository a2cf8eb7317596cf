import { callTrpc, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

const ORIGIN = "https://app.example.com";

test("what a project asks is changed in the settings, and its pages are told so within seconds", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  const created = await callTrpc(page.context().request, "apiKeys.create", {
    ...{ orgSlug, name: "Page", kind: "publishable", permissions: ["feedback"], allowedOrigins: [ORIGIN] },
  });
  const key = typeof created === "object" && created !== null && "secret" in created ? created.secret : "";
  const config = async () => {
    const response = await request.get(`${gatewayUrl()}/nps/config?locale=en`, {
      headers: { origin: ORIGIN, authorization: `Bearer ${String(key)}` },
    });
    return response.json();
  };
  expect(await config()).toMatchObject({ enabled: true, throttle: { ask_every_days: 30 } });

  await open(page, `/${orgSlug}/settings?tab=feedback`);
  await expect(page.getByRole("heading", { name: "Asking end users" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Product name").fill("Ada");
  await page.getByLabel("Ask a user again after, days").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("At least 1 day.")).toBeVisible();
  await page.getByLabel("Ask a user again after, days").fill("45");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  await expect(async () => {
    const told = await config();
    expect(told.throttle.ask_every_days).toBe(45);
    expect(told.wording.en.question).toContain("Ada");
  }).toPass({ timeout: 5_000 });
  await page.reload();
  await expect(page.getByLabel("Product name")).toHaveValue("Ada");
});

test("the lines for a page come with a key that works there and nowhere else, and a preview of the widget", async ({
  page,
  request,
  account,
}) => {
  await open(page, `/${account.orgSlug}/settings?tab=feedback`);
  // The root of the widget is closed: that it stands there is all that a page can see.
  await expect(page.locator("#widget-preview > *")).toHaveCount(1);
  await page.getByRole("combobox", { name: "Language of the preview" }).click();
  await page.getByRole("option", { name: "German" }).click();
  await expect(page.locator("#widget-preview > *")).toHaveCount(1);

  await page.getByRole("textbox", { name: "Your site" }).fill("not a site");
  await page.getByRole("button", { name: "Create page key" }).click();
  await expect(page.getByText("Enter an origin such as")).toBeVisible();
  await page.getByRole("textbox", { name: "Your site" }).fill(ORIGIN);
  await page.getByRole("button", { name: "Create page key" }).click();
  await expect(page.getByText("It is stored hashed and shown only now")).toBeVisible();
  await expectAccessible(page);
  const lines = await page.getByRole("figure").filter({ hasText: "In the page" }).textContent();
  const key = /fl_pk_[A-Za-z0-9]{10,}/.exec(lines ?? "")?.[0] ?? "";
  const configFor = async (origin: string) =>
    (
      await request.get(`${gatewayUrl()}/nps/config`, { headers: { origin, authorization: `Bearer ${key}` } })
    ).status();
  await expect.poll(() => configFor(ORIGIN)).toBe(200);
  expect(await configFor("https://elsewhere.example.com")).toBe(403);
});
