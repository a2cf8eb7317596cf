import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("a judge is chosen, judges what comes in, and people rate the same answers", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/evaluations`);
  await expect(page.getByText("No judge yet")).toBeVisible();
  await page.getByRole("combobox", { name: "Judge" }).fill("openai/gpt-5.4-mini");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Choose a chat model of a provider that is connected.")).toBeVisible();
  await page.getByRole("combobox", { name: "Judge" }).fill("sandbox/genius");
  await page.getByRole("spinbutton", { name: "Share of answers, %" }).fill("100");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. New answers are judged by it.")).toBeVisible();

  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey: await createKey(context.request, orgSlug) });
  const messages = [{ role: "user" as const, content: "How do I reset the router?" }];
  const { response } = await client.chat.completions
    .create({ model: "sandbox/balanced", messages })
    .withResponse();
  const sheet = `/${orgSlug}/requests?tab=quality&request=${response.headers.get("x-request-id")}`;
  await expect(async () => {
    await open(page, sheet);
    await expect(page.getByText("Sandbox judge: a scripted score")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("Does not refuse")).toBeVisible();
  await page.getByRole("button", { name: "Rate this answer" }).click();
  await page.getByRole("button", { name: "Save rating" }).click();
  await expect(page.getByText("Choose a thumb or a number first.")).toBeVisible();
  await page.getByRole("radio", { name: "4, good" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("Names no menu.");
  await page.getByRole("button", { name: "Save rating" }).click();
  await expect(page.getByText("4 of 5")).toBeVisible();
  await expect(page.getByText("Names no menu.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Nobody has rated it yet.")).toBeVisible();

  await open(page, `/${orgSlug}/rate`);
  await expect(page.getByText("How do I reset the router?", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Thumbs up" }).click();
  await page.getByRole("button", { name: "Save and next" }).click();
  await expect(page.getByText("Nothing left to rate")).toBeVisible();
  await expect(page.getByText("1 today, 1 in all")).toBeVisible();

  await open(page, `/${orgSlug}/evaluations`);
  await expect(page.getByText(/^1, \d+%\s*on average$/)).toBeVisible();
  await expectAccessible(page);
});

test("a dataset is made, a model is asked all of it, and each answer has its score", async ({
  page,
  account,
}) => {
  await open(page, `/${account.orgSlug}/evaluations?tab=datasets`);
  await page.getByRole("button", { name: "New dataset" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Routers");
  await page.getByRole("textbox", { name: "Rows" }).fill("How do I reset it?\n{broken");
  await page.getByRole("button", { name: "Make dataset" }).click();
  await expect(page.getByText("Line 2 is neither a question nor JSON with input.")).toBeVisible();
  await page
    .getByRole("textbox", { name: "Rows" })
    .fill('How do I reset it?\n{"input": "What is 2 + 2?", "expected": "4"}');
  await page.getByRole("button", { name: "Make dataset" }).click();
  await page.getByRole("button", { name: "Routers" }).click();
  await expect(page.getByText("Expected: 4")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close" }).click();

  await page.getByRole("tab", { name: "Runs" }).click();
  await page.getByRole("button", { name: "New evaluation" }).click();
  await page.getByRole("combobox", { name: "Model" }).fill("sandbox/quick");
  await page.getByRole("combobox", { name: "Judge" }).fill("sandbox/quick");
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("The judge and the model are of one family")).toBeVisible();
  await page.getByRole("combobox", { name: "Judge" }).fill("sandbox/genius");
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("done", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("2 of 2")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "sandbox/quick" }).click();
  await expect(page.getByText("by the judge").first()).toBeVisible();
  await expectAccessible(page);
});
