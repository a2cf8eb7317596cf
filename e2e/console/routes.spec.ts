import OpenAI from "openai";
import { createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("a route is made, given its models and pinned to one, and requests follow it", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, orgSlug),
    maxRetries: 0,
  });
  const answeredBy = async (): Promise<string | null> => {
    const messages = [{ role: "user" as const, content: "Hello" }];
    const sent = await client.chat.completions
      .create({ model: "route:support-bot", messages })
      .withResponse()
      .catch(() => null);
    return sent?.response.headers.get("floopy-model") ?? null;
  };

  await open(page, `/${orgSlug}/routes?create=true`);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create route" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await dialog.getByLabel("Name", { exact: true }).fill("Support bot");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create route" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Support bot" })).toBeVisible();
  await expect(page.getByText("route:support-bot")).toBeVisible();

  const models = page.getByRole("listitem").filter({ has: page.getByRole("switch") });
  const names = () =>
    models.evaluateAll((rows) => rows.map((row) => /sandbox\/\w+/.exec(row.textContent ?? "")?.[0]));
  await page.getByLabel("Find a model to add").fill("genius");
  await page.getByRole("button", { name: "Add sandbox/genius" }).click();
  await page.getByLabel("Find a model to add").fill("quick");
  const addQuick = page.getByRole("button", { name: "Add sandbox/quick" });
  if (await addQuick.isVisible()) await addQuick.click();
  while ((await names())[0] !== "sandbox/genius")
    await page.getByRole("button", { name: "Move sandbox/genius up" }).click();
  await page.getByRole("button", { name: "Save route" }).click();
  await expect(page.getByText("Route saved")).toBeVisible();
  await expect.poll(answeredBy).toBe("genius");
  await expectAccessible(page);

  await page.reload();
  await expect(models.first()).toContainText("sandbox/genius");
  await page.getByRole("button", { name: "Pin sandbox/quick" }).click();
  await expect(models.filter({ hasText: "sandbox/quick" }).getByText("Pinned")).toBeVisible();
  await expect.poll(answeredBy).toBe("quick");
  await page.getByRole("button", { name: "Unpin sandbox/quick" }).click();
  await expect(page.getByRole("button", { name: "Pin sandbox/quick" })).toBeVisible();
  await expect.poll(answeredBy).toBe("genius");

  await client.chat.completions.create({
    model: "sandbox/balanced",
    messages: [{ role: "user", content: "by no route" }],
  });
  await expect(async () => {
    await open(page, `/${orgSlug}/requests`);
    await expect(page.getByRole("row").filter({ hasText: "balanced" })).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await open(page, `/${orgSlug}/routes`);
  await page.getByRole("link", { name: "Support bot" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Support bot" })).toBeVisible();
  await page.getByRole("link", { name: "Requests" }).last().click();
  await expect(page.getByRole("list", { name: "Active filters" }).getByText("Support bot")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "genius" }).first()).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "balanced" })).toHaveCount(0);
});

test("a route that learns is given a mean cost to keep, and says what money weighs and what was spent", async ({
  page,
  context,
  account,
}) => {
  const { orgSlug } = account;
  const client = new OpenAI({
    baseURL: gatewayUrl(),
    apiKey: await createKey(context.request, orgSlug),
    maxRetries: 0,
  });
  await open(page, `/${orgSlug}/routes`);
  await page.getByRole("link", { name: "Auto" }).first().click();
  const target = page.getByLabel("Mean cost, $ for 1,000 requests");
  await expect(page.getByRole("slider", { name: "Objective" })).toBeEnabled();
  await target.fill("0.0001");
  await page.getByRole("button", { name: "Save route" }).click();
  await expect(target).toHaveAttribute("aria-invalid", "true");
  await target.fill("0.05");
  await page.getByRole("button", { name: "Save route" }).click();
  await expect(page.getByText(/The lowest target that choosing can keep is \$/).first()).toBeVisible();
  await target.fill("2.50");
  await expect(page.getByText("Rests while a mean cost is set.")).toBeVisible();
  await page.getByRole("button", { name: "Save route" }).click();
  await expect(page.getByText("Route saved")).toBeVisible();
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: "Mean cost" }) });
  await expect(section.getByText("$2.50 for 1,000 requests")).toBeVisible();
  await expect(
    section.getByText(/A model that costs \$1 more for 1,000 requests must be expected to score/),
  ).toBeVisible();
  await client.chat.completions.create({ model: "auto", messages: [{ role: "user", content: "Hello" }] });
  await expect(section.getByText(/over 1 request; set/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);

  await page.reload();
  await expect(target).toHaveValue("2.5");
  await target.fill("");
  const objective = page.getByRole("slider", { name: "Objective" });
  await objective.focus();
  await page.keyboard.press("Home");
  await expect(page.getByText("A cent a request is worth 0.10 points of score.")).toBeVisible();
  await page.getByLabel("Least expected score").fill("9.9");
  await page.getByRole("button", { name: "Save route" }).click();
  await expect(section).toHaveCount(0);
  await expect(page.getByText("below the least score").first()).toBeVisible();
  await page.reload();
  await expect(objective).toHaveValue("0");
  await expect(page.getByLabel("Least expected score")).toHaveValue("9.9");
});
