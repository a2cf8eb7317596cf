import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, setPlan, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("a model is tried in shadow, becomes a canary, goes back and is promoted, and every step can be seen", async ({
  page,
  context,
  account,
}) => {
  test.slow();
  const { orgSlug } = account;
  await setPlan(orgSlug, "pro");
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, orgSlug),
    maxRetries: 0,
  });
  let asked = 0;
  const ask = async () => {
    const messages = [{ role: "user" as const, content: "How do I reset my password?" }];
    const headers = { "floopy-session-id": `promotion-${asked++}` };
    const sent = await client.chat.completions
      .create({ model: "auto", messages }, { headers })
      .withResponse();
    return [sent.response.headers.get("floopy-model"), sent.response.headers.get("floopy-routing-reason")];
  };

  await open(page, `/${orgSlug}/routes`);
  await page.getByRole("link", { name: /auto/i }).first().click();
  const section = page.getByRole("region", { name: "Shadow and canary" });
  await section.getByRole("button", { name: "Rules…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Requests a shadow is asked, %").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Give a share above 0, up to 100.")).toBeVisible();
  await dialog.getByLabel("Requests a shadow is asked, %").fill("100");
  await dialog.getByLabel("Steps of a canary, %").fill("40, 50");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  await section.getByRole("button", { name: "Try a model…" }).click();
  await page.getByLabel("Find a model to try").fill("thinker");
  await page.getByRole("dialog").getByRole("button", { name: "Add sandbox/thinker" }).click();
  const tried = section.getByRole("listitem", { name: "sandbox/thinker" });
  await expect(tried.getByText("in shadow")).toBeVisible();
  // The page looks again by itself.
  await expect(async () => {
    const [model] = await ask();
    expect(model).not.toBe("thinker");
    await expect(section.getByText(/^Today: \d+ calls? of shadows/)).toBeVisible({ timeout: 20_000 });
  }).toPass();
  await expect(tried.getByRole("table")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await section.getByRole("link", { name: "Their requests" }).click();
  const row = page.getByRole("row").filter({ hasText: "thinker" }).first();
  await expect(row.getByText("Shadow")).toBeVisible();
  await page.goBack();

  await tried.getByRole("button", { name: "Start canary…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Start canary" }).click();
  await expect(tried.getByText("canary, 40 % of sessions")).toBeVisible();
  await expect.poll(ask).toEqual(["thinker", "canary"]);
  await tried.getByRole("button", { name: "Back to shadow…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Back to shadow" }).click();
  await expect(tried.getByText("in shadow")).toBeVisible();
  await tried.getByRole("button", { name: "Promote…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Promote" }).click();
  await expect(tried.getByText("live", { exact: true })).toBeVisible();
  const history = section.getByRole("list", { name: "Trial history" });
  await expect(history.getByRole("listitem")).toHaveCount(3);
  await expect(history.getByRole("listitem").first()).toContainText("promoted");
  await tried.getByRole("button", { name: "Remove…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(tried).toHaveCount(0);
});

test("on a plan without it, the page says what it would do", async ({ page, account }) => {
  await open(page, `/${account.orgSlug}/routes`);
  await page.getByRole("link", { name: /auto/i }).first().click();
  const section = page.getByRole("region", { name: "Shadow and canary" });
  await expect(section.getByText("Try a model before your users get it")).toBeVisible();
  await expect(section.getByRole("button", { name: "Try a model…" })).toHaveCount(0);
  await expectAccessible(page);
});
