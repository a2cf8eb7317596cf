import { changeModel, expect, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("a new organisation sees how it learns, and what leaving needs", async ({ page, account }) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/learning`);
  await expect(page.getByRole("heading", { level: 1, name: "Learning" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Learning together" })).toBeVisible();
  await expect(page.getByText("Others learn from your scores from")).toBeVisible();
  await expect(page.getByText("No scores yet")).toBeVisible();
  await expect(page.getByText("Not known yet: 0 of at least 30")).toBeVisible();
  await expect(page.getByRole("link", { name: "Learning alone: part of Enterprise" })).toBeVisible();
  await expectAccessible(page);
});

test("the route of a new project is feedback-driven and shows what the learner thinks of its models; a weighted one has none", async ({
  page,
  account,
}) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/routes`);
  await page.getByRole("link", { name: "Auto" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Auto" })).toBeVisible();
  const learned = page.getByRole("region", { name: "What is learned of each model" });
  await expect(learned.getByRole("row").filter({ hasText: "sandbox/genius" })).toContainText("best");
  await expect(page.getByText("Published benchmarks weigh most")).toBeVisible();
  await expect(page.getByText("A rule of thumb, not a probability.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Strategy" }).click();
  await page.getByRole("option", { name: /^Weighted/ }).click();
  await page.getByRole("button", { name: "Save route" }).click();
  await expect(page.getByText("Route saved")).toBeVisible();
  await expect(page.getByRole("heading", { name: "What is learned" })).toBeHidden();
});

test("a model that became worse or better under its name is told of, and reads well in both themes", async ({
  page,
  account,
}) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/learning`);
  await expect(page.getByRole("heading", { name: "Learning together" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Models that changed" })).toHaveCount(0);
  await changeModel(orgSlug, "quick", "worse");
  await changeModel(orgSlug, "genius", "better");
  await page.reload();
  await expect(page.getByText(/^sandbox\/quick became worse on .+, as your own scores tell\./)).toBeVisible();
  await expect(page.getByText(/^sandbox\/genius became better on/)).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});
