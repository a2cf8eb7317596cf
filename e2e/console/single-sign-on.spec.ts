import { randomBytes } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { startIdentityProvider } from "@/server/testing/identity-provider";
import { type Account, expect, open, setPlan, test, url } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";
import { proveDomain } from "../fixtures/database";

/** Fills the form of single sign-on and proves the domain; returns it. */
async function connect(page: Page, { orgSlug }: Account, issuer: string): Promise<string> {
  const domain = `acme-${randomBytes(5).toString("hex")}.example`;
  await setPlan(orgSlug, "enterprise");
  await open(page, `/${orgSlug}/settings?tab=sso`);
  await page.getByLabel("Domain", { exact: true }).fill(domain);
  await page.getByLabel("Issuer").fill(issuer);
  await page.getByLabel("Client id").fill("floopy");
  await page.getByLabel("Client secret").fill("a client secret");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`_floopy.${domain}`)).toBeVisible();
  await proveDomain(orgSlug);
  await open(page, `/${orgSlug}/settings?tab=sso`);
  await expect(page.getByText("Proved", { exact: true })).toBeVisible();
  return domain;
}

/** As a person does it, in a browser: our page, the provider's pages, and back. */
async function signInAtProvider(page: Page, email: string, name: string): Promise<void> {
  await open(page, "/sign-in");
  await page
    .getByLabel(/e-mail/i)
    .first()
    .fill(email);
  await page.getByRole("button", { name: "Single sign-on" }).click();
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("somebody new signs in at the organisation's own provider, in the role that is set, and then only there", async ({
  page,
  browser,
  account,
}) => {
  const provider = await startIdentityProvider(url("/api/sso/callback"));
  const domain = await connect(page, account, provider.issuer);
  await page.getByLabel("Role of new people").click();
  await page.getByRole("option", { name: "Viewer" }).click();
  await expect(page.getByLabel("Role of new people")).toContainText("Viewer");
  await expect(page.getByRole("switch", { name: `Only this way for ${domain}` })).toBeDisabled();
  await expectAccessible(page);

  const email = `bob@${domain}`;
  provider.people.set("bob", { email, email_verified: true, name: "Bob" });
  const theirs = await (await browser.newContext()).newPage();
  await signInAtProvider(theirs, email, "bob");
  await expect(theirs).toHaveURL(new RegExp(`/${account.orgSlug}$`));
  await open(theirs, `/${account.orgSlug}/settings?tab=members`);
  const row = theirs.getByRole("row").filter({ hasText: email });
  await expect(row).toContainText("Bob (you)");
  await expect(row).toContainText("Viewer");

  await open(page, `/${account.orgSlug}/settings?tab=sso`);
  await page.getByRole("switch", { name: `Only this way for ${domain}` }).click();
  await expect(page.getByText("Passwords, links and other providers stop working")).toBeVisible();
  await expect(page.getByRole("switch", { name: `Only this way for ${domain}` })).toBeChecked();
  await theirs.goto(url(`/${account.orgSlug}`));
  await expect(async () => {
    await theirs.goto(url(`/${account.orgSlug}`));
    await expect(theirs).toHaveURL(/sign-in/, { timeout: 1_000 });
  }).toPass();
  await open(theirs, "/sign-in");
  await theirs
    .getByLabel(/e-mail/i)
    .first()
    .fill(email);
  await theirs.getByRole("button", { name: /link/i }).click();
  await expect(theirs.getByRole("alert").filter({ hasText: /single sign-on/i })).toBeVisible();
  await theirs.context().close();
  provider.close();
});

async function scim(
  request: APIRequestContext,
  token: string,
  { method, path, body }: { method: string; path: string; body?: unknown },
): Promise<Record<string, unknown>> {
  const response = await request.fetch(url(`/scim/v2${path}`), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  });
  expect(response.ok(), await response.text()).toBe(true);
  return response.json();
}

test("a directory brings somebody, its group makes them admin, and deactivating puts them out at the next click", async ({
  page,
  browser,
  request,
  account,
}) => {
  const provider = await startIdentityProvider(url("/api/sso/callback"));
  const domain = await connect(page, account, provider.issuer);
  await page.getByRole("button", { name: "Make token" }).click();
  const token =
    (await page
      .getByRole("dialog")
      .getByText(/^fl_scim_/)
      .first()
      .textContent()) ?? "";
  await expectAccessible(page);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(token)).toHaveCount(0);
  await expect(page.getByText("Not used yet")).toBeVisible();

  const email = `cleo@${domain}`;
  const user = await scim(request, token, { method: "POST", path: "/Users", body: { userName: email } });
  const group = { displayName: "Platform", members: [{ value: user.id }] };
  await scim(request, token, { method: "POST", path: "/Groups", body: group });
  await open(page, `/${account.orgSlug}/settings?tab=sso`);
  await expect(page.getByText("1 person from your directory.")).toBeVisible();
  await expect(page.getByText(/Last sync/)).toBeVisible();
  await page.getByLabel("Role of Platform").click();
  await page.getByRole("option", { name: "Admin" }).click();
  await expect(page.getByLabel("Role of Platform")).toContainText("Admin");
  await expectAccessible(page);

  provider.people.set("cleo", { email, email_verified: true, name: "Cleo" });
  const theirs = await (await browser.newContext()).newPage();
  await signInAtProvider(theirs, email, "cleo");
  await open(theirs, `/${account.orgSlug}/settings?tab=members`);
  await expect(theirs.getByRole("button", { name: "Invite" })).toBeVisible();
  const off = {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "Replace", path: "active", value: "False" }],
  };
  await scim(request, token, { method: "PATCH", path: `/Users/${user.id}`, body: off });
  await theirs.goto(url(`/${account.orgSlug}/settings?tab=members`));
  await expect(theirs.getByRole("button", { name: "Invite" })).toHaveCount(0);
  const again = await (await browser.newContext()).newPage();
  await signInAtProvider(again, email, "cleo");
  await expect(again).toHaveURL(/sign-in\?error=/);
  await again.context().close();

  await open(page, `/${account.orgSlug}/settings?tab=sso`);
  await expect(page.getByText("0 people from your directory, 1 more without access.")).toBeVisible();
  await page.getByRole("button", { name: /Revoke the token/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText("No token yet")).toBeVisible();
  const refused = await request.get(url("/scim/v2/Users"), { headers: { authorization: `Bearer ${token}` } });
  expect(refused.status()).toBe(401);
  await theirs.context().close();
  provider.close();
});
