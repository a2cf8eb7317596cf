import { readFileSync } from "node:fs";
import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("an end user’s data is exported and then erased in the settings, and a receipt stays", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const apiKey = await createKey(context.request, orgSlug);
  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey, maxRetries: 0 });
  const headers = { "floopy-user-id": "ann@example.com", "floopy-session-id": "forget-me" };
  await client.chat.completions.create(
    { model: "sandbox/quick", messages: [{ role: "user", content: "Hello" }] },
    { headers },
  );
  await open(page, `/${orgSlug}/requests`);
  await expect(page.getByText("sandbox/quick").first()).toBeVisible();

  await open(page, `/${orgSlug}/settings?tab=data`);
  await page.getByRole("textbox", { name: "End-user id" }).fill("ann@example.com");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  const file = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(file).toMatchObject({ end_user_id: "ann@example.com", sessions: [{ id: "forget-me" }] });
  expect(JSON.stringify(file.requests)).toContain("Hello");
  await page.getByRole("button", { name: "Erase…" }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm.getByRole("button", { name: "Erase" })).toBeDisabled();
  await confirm.getByRole("textbox").fill("ann@example.com");
  await confirm.getByRole("button", { name: "Erase" }).click();
  await expect(page.getByRole("region", { name: "Erasures" })).toContainText("1 request, 1 session");
  await expectAccessible(page);
  await expect(page.getByText("ann@example.com")).toHaveCount(0);
});
