import { randomBytes } from "node:crypto";
import { TOTP } from "otpauth";
import { expect, open, signIn, test, url } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";
import { linkInMail } from "../fixtures/local-outbox";

const STEP_MS = 30_000;

test("somebody is invited, joins with a new account, changes role and is removed, each from the next click", async ({
  page,
  browser,
  account,
}) => {
  const bob = `bob-${randomBytes(5).toString("hex")}@test.invalid`;
  const settings = `/${account.orgSlug}/settings?tab=members`;
  await open(page, settings);
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("E-mail").fill(bob);
  await page.getByRole("radio", { name: /Viewer/ }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("2 of 3 seats are taken")).toBeVisible();

  const theirs = await (await browser.newContext()).newPage();
  const link = await linkInMail(theirs, bob, /invited you/);
  await open(theirs, new URL(link).pathname);
  await expectAccessible(theirs);
  await theirs.getByLabel("Your name").fill("Bob");
  await theirs.getByLabel("Password", { exact: true }).fill("long enough 12");
  await theirs.getByRole("button", { name: "Create account and join" }).click();
  await expect(theirs).toHaveURL(new RegExp(`/${account.orgSlug}$`));
  await open(theirs, settings);
  await expect(theirs.getByText("Bob (you)")).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Invite" })).toHaveCount(0);

  await open(page, settings);
  await page.getByRole("button", { name: "Actions for Bob" }).click();
  await page.getByRole("menuitem", { name: "Change role…" }).click();
  await page.getByRole("radio", { name: /Admin/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Bob is admin now")).toBeVisible();
  await open(theirs, settings);
  await expect(theirs.getByRole("button", { name: "Invite" })).toBeVisible();

  await page.getByRole("button", { name: "Actions for Bob" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByText("Bob is no longer a member")).toBeVisible();
  await theirs.goto(url(settings));
  await expect(theirs.getByText("Members")).toHaveCount(0);
  await theirs.goto(url("/sign-in"));
  await expect(theirs.getByRole("heading", { name: "New organisation" })).toBeVisible();
  await theirs.context().close();
});

test("two-factor sign-in is set up with an app, asked for at the next sign-in, and passed with a recovery code too", async ({
  page,
  browser,
  account,
}) => {
  await open(page, `/${account.orgSlug}/settings?tab=account`);
  await page.getByRole("button", { name: "Set up…" }).click();
  await page.getByLabel("Your password").fill(account.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("I cannot scan it").click();
  await expectAccessible(page);
  const secret = await page
    .getByRole("dialog")
    .getByText(/^[A-Z2-7]{32}$/)
    .textContent();
  const totp = new TOTP({ secret: secret ?? "", digits: 6, period: 30 });
  await page.getByLabel("Six digits").fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("That code is not right")).toBeVisible();
  await page.getByLabel("Six digits").fill(totp.generate());
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(10);
  const recovery = (await page.getByRole("dialog").getByRole("listitem").first().textContent()) ?? "";
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();

  for (const code of [totp.generate({ timestamp: Date.now() + STEP_MS }), recovery]) {
    const elsewhere = await (await browser.newContext()).newPage();
    await open(elsewhere, `/sign-in?callbackUrl=%2F${account.orgSlug}%2Fkeys`);
    await elsewhere.getByLabel("E-mail").fill(account.email);
    await elsewhere.getByLabel("Password", { exact: true }).fill(account.password);
    await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(elsewhere.getByRole("heading", { name: "Enter your code" })).toBeVisible();
    await expectAccessible(elsewhere);
    await elsewhere.getByLabel("Code").fill(code);
    await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(elsewhere).toHaveURL(new RegExp(`/${account.orgSlug}/keys$`));
    await elsewhere.context().close();
  }
});

test("a forgotten password is set anew by a link, and the old one no longer works", async ({
  browser,
  account,
}) => {
  const page = await (await browser.newContext()).newPage();
  await open(page, "/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("A mail is on its way")).toBeVisible();
  const link = await linkInMail(page, account.email, /Reset your password/);
  const path = new URL(link).pathname + new URL(link).search;
  await open(page, path);
  await page.getByLabel("New password").fill("a fresh password 1");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your new password is set")).toBeVisible();
  const context = await browser.newContext();
  await signIn(context.request, { email: account.email, password: "a fresh password 1" });
  await open(page, path);
  await page.getByLabel("New password").fill("another password 2");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText(/expired or was already used/)).toBeVisible();
});

test("the audit log says who changed what, and proves that nobody changed it afterwards", async ({
  page,
  account,
}) => {
  await open(page, `/${account.orgSlug}/settings`);
  await page.getByLabel("Name").fill("Acme renamed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Organisation saved")).toBeVisible();
  await open(page, `/${account.orgSlug}/settings?tab=audit`);
  const entry = page.getByRole("listitem").filter({ hasText: "organization.updated" });
  await entry.getByText("organization.updated").click();
  await expect(entry).toContainText("Acme renamed");
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText(/All \d+ entries fit\./)).toBeVisible();
  await expectAccessible(page);
});
