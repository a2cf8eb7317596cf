import OpenAI, { APIError, AuthenticationError } from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("a key revoked in the console is refused by the gateway within five seconds", async ({
  page,
  context,
  account,
}) => {
  const apiKey = await createKey(context.request, account.orgSlug);
  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey, maxRetries: 0 });
  const ask = () =>
    client.chat.completions.create({
      model: "sandbox/quick",
      messages: [{ role: "user", content: "still there?" }],
    });
  await ask();
  await open(page, `/${account.orgSlug}/keys`);
  const row = page.getByRole("row").filter({ hasText: "Test key" });
  await row.getByRole("button", { name: /Actions|More/ }).click();
  await page.getByRole("menuitem", { name: /Revoke/ }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox").fill("Test key");
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("Test key is revoked")).toBeVisible();
  await expect(async () => {
    await expect(ask()).rejects.toThrow(AuthenticationError);
  }).toPass({ timeout: 5_000 });
});

test("live rows appear without a reload, and a fallback shows each attempt", async ({
  page,
  context,
  account,
}) => {
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, account.orgSlug),
    maxRetries: 0,
  });
  await client.chat.completions.create({
    model: "sandbox/quick",
    messages: [{ role: "user", content: "before" }],
  });
  await open(page, `/${account.orgSlug}/requests`);
  await page.getByRole("button", { name: "Live" }).click();
  const rows = page.getByRole("row").filter({ hasText: "sandbox" });
  await expect(rows).toHaveCount(1);
  const answer = await client.chat.completions.create({
    model: "sandbox/down,sandbox/quick",
    messages: [{ role: "user", content: "after" }],
  });
  expect(answer.model).toBe("sandbox/quick");
  await expect(rows).toHaveCount(2);
  await rows.first().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("tab", { name: "Trace" }).click();
  const timeline = sheet.getByRole("list", { name: "Timeline of this request" });
  await expect(timeline.getByText(/down/).first()).toBeVisible();
  await expect(timeline.getByText(/quick/).first()).toBeVisible();
});

test("a project that stores facts only keeps no text of a request", async ({ page, context, account }) => {
  await open(page, `/${account.orgSlug}/settings?tab=data`);
  await page.getByRole("radio", { name: /Facts only/ }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, account.orgSlug),
  });
  // Each gateway process learns of the change within seconds.
  await expect(async () => {
    const { response } = await client.chat.completions
      .create({ model: "sandbox/quick", messages: [{ role: "user", content: "a secret plan" }] })
      .withResponse();
    await open(page, `/${account.orgSlug}/requests?request=${response.headers.get("x-request-id")}`);
    await expect(page.getByText("This project stores metadata only")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
  expect(await page.content()).not.toContain("a secret plan");
});

test("a key is given a limit and loses a permission after it was created, without a new key", async ({
  page,
  context,
  account,
}) => {
  const apiKey = await createKey(context.request, account.orgSlug);
  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey, maxRetries: 0 });
  const outcome = () =>
    client.chat.completions
      .create({ model: "sandbox/quick", messages: [{ role: "user", content: "may I?" }] })
      .then(
        () => "ok",
        (error: unknown) => (error instanceof APIError ? error.code : "?"),
      );
  expect(await outcome()).toBe("ok");
  await open(page, `/${account.orgSlug}/keys`);
  const edit = async () => {
    await page.getByRole("button", { name: /Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Edit…" }).click();
    return page.getByRole("dialog");
  };
  const dialog = await edit();
  await dialog.getByLabel("Requests per minute").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Enter a whole number from 1 to 1,000,000.")).toBeVisible();
  await dialog.getByLabel("Requests per minute").fill("1000");
  await dialog.getByLabel("Name").fill("Renamed key");
  await dialog.getByRole("checkbox", { name: /^write/ }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "Renamed key" })).toBeVisible();
  await expect.poll(outcome).toBe("permission_denied");
  await expect((await edit()).getByLabel("Requests per minute")).toHaveValue("1000");
  await page
    .getByRole("dialog")
    .getByRole("checkbox", { name: /^write/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect.poll(outcome).toBe("ok");
});
