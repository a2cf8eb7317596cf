import { expect, open, test } from "../fixtures/app";

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
