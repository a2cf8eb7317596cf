import { randomBytes } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { expect, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";
import { linkInMail } from "../fixtures/local-outbox";

/** Fills in the form in a browser that knows nobody, and waits for what it says. */
async function signUpInForm(browser: Browser, email: string, password: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await open(page, "/sign-up");
  await page.getByLabel("Your name").fill("Grace");
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Organisation").fill("Harbour");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  return page;
}

async function trySignIn(page: Page, email: string, password: string): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("signing up says and does the same for a new address and for one that has an account, whose owner gets a mail", async ({
  browser,
  account,
}) => {
  const fresh = `grace-${randomBytes(5).toString("hex")}@test.invalid`;
  const seen: string[] = [];
  for (const email of [account.email, fresh]) {
    const page = await signUpInForm(browser, email, "chosen just now 1");
    await expectAccessible(page);
    seen.push(`${new URL(page.url()).search} ${await page.getByRole("main").textContent()}`);
    await trySignIn(page, email, "chosen just now 1");
    const refusal = page.getByText("The e-mail or password is not right.");
    await expect(refusal).toBeVisible();
    seen.push(String(await refusal.textContent()));
    await page.context().close();
  }
  expect(seen.slice(0, 2)).toEqual(seen.slice(2));

  const owner = await (await browser.newContext()).newPage();
  await open(owner, new URL(await linkInMail(owner, account.email, /You have an account already/)).pathname);
  await trySignIn(owner, account.email, account.password);
  await expect(owner).toHaveURL(new RegExp(`/${account.orgSlug}$`));
  await owner.context().close();
});

test("a new account opens with the link from its mail and the password that was chosen", async ({
  browser,
}) => {
  const email = `grace-${randomBytes(5).toString("hex")}@test.invalid`;
  const page = await signUpInForm(browser, email, "chosen just now 1");
  const link = new URL(await linkInMail(page, email, /Confirm your e-mail address/));
  await open(page, link.pathname + link.search);
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("not what was chosen");
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByText("or this link is too old")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("chosen just now 1");
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page).toHaveURL(/\/harbour[^/]*$/);
  await page.context().close();
});

test("a wrong password says so without saying whether the account exists, the right one opens the console", async ({
  browser,
  account,
}) => {
  const page = await (await browser.newContext()).newPage();
  const tryWith = async (email: string, password: string): Promise<void> => {
    await open(page, "/sign-in");
    await page
      .getByLabel(/e-mail/i)
      .first()
      .fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await tryWith(account.email, "wrong password");
  await expect(page.getByText("The e-mail or password is not right.")).toBeVisible();
  await tryWith(`nobody-${account.email}`, "wrong password");
  await expect(page.getByText("The e-mail or password is not right.")).toBeVisible();
  await tryWith(account.email, account.password);
  await expect(page).toHaveURL(new RegExp(`/${account.orgSlug}`));
});

test("without a mail server the sign-in link is in the local outbox, works once and only once", async ({
  browser,
  account,
}) => {
  const page = await (await browser.newContext()).newPage();
  await open(page, "/sign-in");
  await page
    .getByLabel(/e-mail/i)
    .first()
    .fill(account.email);
  await page.getByRole("button", { name: /link/i }).click();
  await expect(page).toHaveURL(/check-your-mail/);
  await open(page, "/outbox");
  const mail = page
    .getByRole("listitem")
    .filter({ hasText: account.email })
    .filter({ hasText: "sign-in link" })
    .first();
  const link = await mail.getByRole("link").first().getAttribute("href");
  await page.goto(link ?? "");
  await expect(page).toHaveURL(new RegExp(`/${account.orgSlug}`));

  const second = await (await browser.newContext()).newPage();
  await second.goto(link ?? "");
  await expect(second.getByText(/expired or was already used/)).toBeVisible();
});

test("a signed-out visitor of the console is sent to sign in and back again", async ({
  browser,
  account,
}) => {
  const page = await (await browser.newContext()).newPage();
  await open(page, `/${account.orgSlug}/keys`);
  await expect(page).toHaveURL(/sign-in/);
  await page
    .getByLabel(/e-mail/i)
    .first()
    .fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/${account.orgSlug}/keys`));
});
