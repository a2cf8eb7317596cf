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
