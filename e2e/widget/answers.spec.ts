import { collectConsoleErrors } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";
import { askIn, expect, openShadowRoots, tell, test } from "../fixtures/widget-site";

test("pain 20: feedback from the browser needs a secret. A publishable key is enough, under a strict policy too", async ({
  page,
  site,
}) => {
  const errors = collectConsoleErrors(page);
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page);
  await askIn(page, sessionId, await site.token(sessionId));

  const dialog = page.getByRole("dialog", { name: /How likely are you to recommend/ });
  await expect(dialog.getByRole("radio")).toHaveCount(11);
  await dialog.getByRole("radio", { name: "9" }).check();
  await dialog.getByLabel("What is the main reason for your score?").fill("It found my order.");
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(dialog.getByText("Thank you for your answer.").first()).toBeVisible();
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 9 });
  expect(errors).toEqual([]);
});

test("nobody is asked twice: not in the session, nor in the next one of the same browser", async ({
  page,
  site,
}) => {
  await openShadowRoots(page);
  const [first, second] = [await site.converse(), await site.converse()];
  await site.visit(page);
  await page.evaluate(() => {
    window.floopy?.("on", "considered", (detail: { reason: string }) => {
      document.title += ` ${detail.reason}`;
    });
  });
  await tell(page, "session", { id: first });
  // Three calls at once are one ask.
  await page.evaluate(() => {
    for (let i = 0; i < 3; i++) window.floopy?.("show");
  });
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.getByRole("button", { name: "Ask me later" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await tell(page, "show");
  await expect(page).toHaveTitle(/settled/);
  await tell(page, "session", { id: second });
  await tell(page, "consider");
  await expect(page).toHaveTitle(/asked_recently/);
  await site.visit(page);
  await tell(page, "session", { id: first });
  await tell(page, "show");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await site.npsOf(first)).toBeNull();
});

test("an answer can be changed while its time runs, and the last one counts", async ({ page, site }) => {
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page);
  await askIn(page, sessionId);
  await page.getByRole("radio", { name: "3", exact: true }).check();
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 3 });
  await tell(page, "show");
  await expect(page.getByRole("radio", { name: "3", exact: true })).toBeChecked();
  await page.getByRole("radio", { name: "8" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 8 });
});

test("a score that was only chosen arrives although the page is left", async ({ page, site }) => {
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page);
  await askIn(page, sessionId);
  await page.getByRole("radio", { name: "6" }).check();
  await page.goto("about:blank");
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 6 });
});

test("an answer given offline is kept, and sent by the next page", async ({ page, context, site }) => {
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page);
  await askIn(page, sessionId);
  await context.setOffline(true);
  await page.getByRole("radio", { name: "10" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Thank you for your answer.").first()).toBeVisible();
  await context.setOffline(false);
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 10 });
});

test("with storage blocked it works as it does elsewhere", async ({ page, site }) => {
  await openShadowRoots(page);
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  const errors = collectConsoleErrors(page);
  const sessionId = await site.converse();
  await site.visit(page);
  await askIn(page, sessionId);
  await page.getByRole("radio", { name: "7" }).check();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 7 });
  expect(errors).toEqual([]);
});

test("where the server cannot be reached, the page sees nothing of it", async ({ page, site }) => {
  await site.visit(page, { policy: `${"default-src 'none'; script-src "}${process.env.FLOOPY_E2E_URL}` });
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  await page.evaluate(() => {
    window.floopy?.("on", "considered", (detail: { reason: string }) => {
      document.title = detail.reason;
    });
    window.floopy?.("session", { id: "s" });
    window.floopy?.("show");
  });
  await expect(page).toHaveTitle("network");
  expect(failures).toEqual([]);
  await expectAccessible(page);
});

test("calls made before the script has loaded are kept, and consent is waited for", async ({
  page,
  site,
}) => {
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page, {
    policy: `script-src ${process.env.FLOOPY_E2E_URL} 'nonce-abc'; connect-src ${process.env.FLOOPY_E2E_URL}`,
    attributes: `data-key="${site.pageKey}" data-consent="required"`,
    head: `<script nonce="abc">window.floopy=window.floopy||function(){(floopy.q=floopy.q||[]).push(arguments)};
floopy("session",{id:"${sessionId}"});floopy("show")</script>`,
  });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await tell(page, "consent", true);
  await askIn(page, sessionId);
});
