import { expect, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

test("an owner takes everything along, asks for the deletion, and takes it back", async ({
  page,
  account,
}) => {
  await open(page, `/${account.orgSlug}/settings`);
  await page.getByRole("button", { name: "Make an export" }).click();
  const download = page.getByRole("list", { name: "Exports" }).getByRole("button", { name: "Download" });
  await expect(download).toBeVisible({ timeout: 30_000 });
  const file = page.waitForEvent("download");
  await download.click();
  expect((await file).suggestedFilename()).toMatch(/^floopy-export-.*\.zip$/);

  await page.getByRole("button", { name: "Delete…" }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm.getByRole("button", { name: "Delete the organisation" })).toBeDisabled();
  await confirm.getByRole("textbox").fill("delete everything");
  await confirm.getByRole("button", { name: "Delete the organisation" }).click();
  await expect(page.getByRole("complementary", { name: "Plan" })).toContainText("will be deleted");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("complementary", { name: "Plan" })).toHaveCount(0);
});
