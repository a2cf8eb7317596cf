import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("conversations become rows of a dataset: from the sheet, a rating, a session and a selection", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey: await createKey(context.request, orgSlug) });
  const ask = async (content: string, headers: Record<string, string> = {}) => {
    const { response } = await client.chat.completions
      .create({ model: "sandbox/quick", messages: [{ role: "user", content }] }, { headers })
      .withResponse();
    return response.headers.get("x-request-id") ?? "";
  };
  const first = await ask("How do I reset it?", { "floopy-session-id": "chat-1" });
  await ask("What does it cost?", { "floopy-session-id": "chat-1" });
  await ask("Who are you?", { "floopy-log": "metadata" });

  await expect(async () => {
    await open(page, `/${orgSlug}/requests?request=${first}&tab=quality`);
    await page.getByRole("button", { name: "Add to dataset…" }).click({ timeout: 2_000 });
  }).toPass();
  const dialog = page.getByRole("dialog", { name: "Add to dataset" });
  await dialog.getByRole("textbox", { name: "Name of the new dataset" }).fill("Real questions");
  await expect(dialog.getByText("How do I reset it?")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add row" }).click();
  await expect(page.getByText("1 row added to Real questions")).toBeVisible();

  await page.getByRole("button", { name: "Rate this answer" }).click();
  await page.getByRole("radio", { name: "Thumbs down" }).click();
  await page.getByRole("textbox", { name: "What the answer should have been" }).fill("Hold the button.");
  await page.getByRole("button", { name: "Save rating" }).click();
  await page.getByRole("listitem").getByRole("button", { name: "Add to dataset…" }).click();
  await expect(dialog.getByText("Hold the button.")).toBeVisible();
  await dialog.getByRole("button", { name: "Add row" }).click();
  await expect(dialog).toBeHidden();

  await open(page, `/${orgSlug}/sessions?session=chat-1`);
  await page
    .getByRole("listitem", { name: "Turn 2" })
    .getByRole("button", { name: "Add to dataset…" })
    .click();
  await expect(dialog.getByText("What does it cost?")).toBeVisible();
  await dialog.getByRole("button", { name: "Add row" }).click();
  await expect(dialog).toBeHidden();

  await open(page, `/${orgSlug}/requests`);
  await page.getByRole("checkbox", { name: "Select 3 requests" }).click();
  await expect(page.getByText("3 selected")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add to dataset…" }).click();
  await expect(dialog.getByText("1 of 3 cannot be added.")).toBeVisible();
  await expect(dialog.getByText("Its project stores no conversations.")).toBeVisible();
  await dialog.getByRole("button", { name: "Add 2 rows" }).click();
  await expect(page.getByText("2 rows added to Real questions")).toBeVisible();
  await expect(page.getByText("3 selected")).toBeHidden();

  await open(page, `/${orgSlug}/evaluations?tab=datasets`);
  await page.getByRole("button", { name: "Real questions" }).click();
  await expect(page.getByText("Expected: Hold the button.")).toBeVisible();
  await expect(page.getByText("user: What does it cost?")).toHaveCount(2);
});

test("a request whose conversation is not stored says why it cannot be added", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey: await createKey(context.request, orgSlug) });
  const { response } = await client.chat.completions
    .create(
      { model: "sandbox/quick", messages: [{ role: "user", content: "Hello" }] },
      { headers: { "floopy-log": "metadata" } },
    )
    .withResponse();
  await expect(async () => {
    await open(page, `/${orgSlug}/requests?request=${response.headers.get("x-request-id")}`);
    await page.getByRole("button", { name: "Add to dataset…" }).click({ timeout: 2_000 });
  }).toPass();
  const dialog = page.getByRole("dialog", { name: "Add to dataset" });
  await expect(dialog.getByText("Its project stores no conversations.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Add row" })).toBeHidden();
});
