import type { Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import {
  askIn,
  expect,
  openShadowRoots,
  type SitePage,
  test,
  type WidgetSite,
} from "../fixtures/widget-site";

async function asked(page: Page, site: WidgetSite, sitePage: SitePage = {}): Promise<string> {
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page, sitePage);
  await askIn(page, sessionId);
  return sessionId;
}

test("the keyboard alone is enough, the focus is not taken, and goes back where it was", async ({
  page,
  site,
}) => {
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page);
  const own = page.getByRole("button", { name: "Our own button" });
  await own.focus();
  await askIn(page, sessionId);
  await expect(own).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "0, Not at all likely" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  for (let step = 0; step < 7; step++) await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "8" })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("What is the main reason for your score?")).toBeFocused();
  await page.keyboard.type("Quick.");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 8 });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(own).toBeFocused();
});

test("a screen reader hears the question, what both ends mean, and the thanks", async ({ page, site }) => {
  await asked(page, site);
  const question = "How likely are you to recommend this assistant to a friend or colleague?";
  await expect(page.getByRole("status")).toHaveText(question);
  await expect(page.getByRole("group", { name: question })).toBeVisible();
  for (const [score, name] of [
    [0, "0, Not at all likely"],
    [1, "1"],
    [10, "10, Extremely likely"],
  ] as const)
    await expect(page.getByRole("radio").nth(score)).toHaveAccessibleName(name);
  await expectAccessible(page);
  await page.getByRole("radio", { name: "5" }).check();
  await expect(page.getByLabel("What is the main reason for your score?")).toHaveAccessibleDescription(
    "Please leave out names and other personal details.",
  );
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status")).toHaveText("Thank you for your answer.");
});

test("in Arabic it stands and reads from the right", async ({ page, site }) => {
  await asked(page, site, { lang: "ar-EG" });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("ما مدى احتمال").first()).toBeVisible();
  const [zero, ten] = await Promise.all(
    [0, 10].map((score) => page.getByRole("radio").nth(score).boundingBox()),
  );
  expect(zero?.x).toBeGreaterThan(ten?.x ?? Number.NaN);
  expect((await dialog.boundingBox())?.x).toBeLessThan(100);
  await expectAccessible(page);
});

test.describe("in the dark", () => {
  test.use({ colorScheme: "dark" });
  test("it is dark too, and everything can be read", async ({ page, site }) => {
    await asked(page, site);
    const background = await page
      .getByRole("dialog")
      .evaluate((panel) => getComputedStyle(panel).backgroundColor);
    expect(background).toBe("rgb(24, 24, 27)");
    await page.getByRole("radio", { name: "5" }).check();
    await expectAccessible(page);
  });
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test("it fits, and each score is as large as a finger", async ({ page, site }) => {
    await asked(page, site);
    for (const radio of await page.getByRole("radio").all()) {
      const box = await radio.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});
