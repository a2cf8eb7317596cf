import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("a prompt is written, tried, used by OpenAI’s client, changed, compared and put into production", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/prompts`);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Create prompt" }).click();
  await page.getByRole("button", { name: "Create prompt" }).click();
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Support reply");
  await page.getByRole("textbox", { name: "Message 1" }).fill("You reply to {{name}}. Be {{tone}}.");
  await page.getByRole("textbox", { name: "Default of tone" }).fill("kind");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("The prompt needs a value for “name”.")).toBeVisible();
  await page.getByRole("textbox", { name: "name", exact: true }).fill("Ana");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("link", { name: "Request", exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create prompt" }).click();
  await expect(page.getByRole("heading", { name: "Support reply", level: 1 })).toBeVisible();

  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey: await createKey(context.request, orgSlug) });
  const { response } = await client.chat.completions
    .create(
      {
        model: "sandbox/quick",
        messages: [{ role: "user", content: "Hello?" }],
        ...{ inputs: { name: "Bo" } },
      },
      { headers: { "floopy-prompt-id": "support-reply" } },
    )
    .withResponse();
  expect(response.headers.get("floopy-prompt-version")).toBe("1");

  await page.getByRole("link", { name: "New version" }).click();
  await page.getByRole("textbox", { name: "Message 1" }).fill("You reply to {{name}}. Be brief.");
  await page.getByRole("textbox", { name: "Note" }).fill("Shorter");
  await page.getByRole("button", { name: "Save version" }).click();
  await expect(page.getByRole("heading", { name: "From v1 to v2" })).toBeVisible();
  await expect(page.getByText("You reply to {{name}}. Be brief.")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Labels of v2" }).click();
  await page.getByRole("button", { name: "Point at v2" }).click();
  await expect(page.getByText("production is v2 now")).toBeVisible();
  await expect(page.getByRole("row", { name: /^v2 production/ })).toBeVisible();

  await expect(async () => {
    await open(page, `/${orgSlug}/prompts`);
    await page.getByRole("link", { name: "Support reply" }).click();
    await page.getByRole("row", { name: /^v1/ }).getByRole("link", { name: "1" }).click({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("Hello?").or(page.getByText("sandbox/quick").first())).toBeVisible();
  await expect(page.getByRole("list", { name: "Active filters" })).toContainText("Support reply");
  await expect(page.getByRole("list", { name: "Active filters" })).toContainText("v1");
});
