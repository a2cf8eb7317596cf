import OpenAI, { APIError } from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

const ASK = {
  model: "sandbox/quick",
  messages: [{ role: "user" as const, content: "What is the capital of Portugal?" }],
};

test("the cache is turned on and emptied in the settings, and requests follow", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const apiKey = await createKey(context.request, orgSlug);
  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey, maxRetries: 0 });
  const cache = async () => {
    const { response } = await client.chat.completions.create(ASK).withResponse();
    return response.headers.get("floopy-cache");
  };
  expect(await cache()).toBe("off");

  await open(page, `/${orgSlug}/settings?tab=cache`);
  await page.getByRole("radio", { name: /Same request/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await expectAccessible(page);
  await expect.poll(cache).toBe("hit-exact");

  await page.getByRole("button", { name: /Clear/ }).first().click();
  const confirm = page.getByRole("alertdialog");
  if (await confirm.getByRole("textbox").isVisible()) await confirm.getByRole("textbox").fill("Default");
  await confirm.getByRole("button", { name: /Clear/ }).click();
  await expect(confirm).toBeHidden();
  // The first one after it is asked anew; those that follow are answered from the cache again.
  await expect.poll(cache).toMatch(/^(miss|hit-exact)$/);
  await page.getByRole("radio", { name: /Off/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(cache).toBe("off");
});

test("a budget is set, stops requests, is raised, and lets them through again", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const apiKey = await createKey(context.request, orgSlug);
  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey, maxRetries: 0 });
  const status = () =>
    client.chat.completions.create({ ...ASK, model: "sandbox/genius", max_tokens: 4_000 }).then(
      () => 200,
      (error: unknown) => (error instanceof APIError ? error.status : null),
    );
  expect(await status()).toBe(200);

  await open(page, `/${orgSlug}/settings?tab=limits`);
  await page.getByRole("button", { name: "Set budget" }).click();
  const dialog = page.getByRole("dialog");
  const amount = dialog.getByLabel("US dollars a month");
  await dialog.getByRole("button", { name: "Set budget" }).click();
  await expect(amount).toHaveAttribute("aria-invalid", "true");
  await amount.fill("0.01");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Set budget" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("$0.01").first()).toBeVisible();
  await expect.poll(status).toBe(402);
  await expectAccessible(page);
});
