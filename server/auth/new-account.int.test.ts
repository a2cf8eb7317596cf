import { afterAll, describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { forgotPassword } from "@/server/modules/identity/forgot-password";
import { resetPassword } from "@/server/modules/identity/reset-password";
import { signUp } from "@/server/modules/identity/sign-up";
import { AUTH_ORIGIN, Browser } from "@/server/testing/auth-browser";
import { mailsTo, tokenInText } from "@/server/testing/local-mails";

afterAll(disconnectDb);

const PASSWORD = "correct horse battery";
const WAIT = { timeout: 30_000 };
const visit = () => ({ requestId: uuidv7(), address: null, now: new Date() });

async function signUpWith(password: string, email = `${uuidv7()}@test.invalid`): Promise<string> {
  await signUp(visit(), { name: "Ada", email, password, organizationName: "Engines" }, AUTH_ORIGIN);
  return email;
}

const confirmations = async (email: string) =>
  (await mailsTo(email)).filter(({ subject }) => subject.startsWith("Confirm"));

/** The link that a sign-in with the right password brings; the one of signing up waits for the worker. */
async function newLink(email: string): Promise<string> {
  await new Browser().signIn(email, PASSWORD);
  await expect.poll(() => confirmations(email), WAIT).toHaveLength(1);
  return tokenInText((await confirmations(email))[0]?.text);
}

describe("an account that is not confirmed yet", () => {
  it("answers its password as it answers a wrong one, and as an address does that had an account before", async () => {
    const chosen = "a stranger’s choice";
    const known = await signUpWith(PASSWORD);
    await systemDb().user.update({ where: { email: known }, data: { emailVerifiedAt: new Date() } });
    await signUpWith(chosen, known);
    const fresh = await signUpWith(chosen);
    const answers = await Promise.all([known, fresh].map((email) => new Browser().signIn(email, chosen)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("error=CredentialsSignin");
  });

  it("opens by the link from its mail together with its password, and from then on by the password alone", async () => {
    const email = await signUpWith(PASSWORD);
    const confirmation = await newLink(email);
    const browser = new Browser();
    await browser.signIn(email, "not the password", { confirmation });
    expect(await browser.person()).toBeNull();
    await browser.signIn(email, PASSWORD, { confirmation });
    expect(await browser.person()).toMatchObject({ email });
    const later = new Browser();
    await later.signIn(email, PASSWORD);
    expect(await later.person()).toMatchObject({ email });
  });

  it("is not opened by another account's link, which stays good for that one", async () => {
    const [mine, theirs] = [await signUpWith(PASSWORD), await signUpWith(PASSWORD)];
    const confirmation = await newLink(theirs);
    const browser = new Browser();
    await browser.signIn(mine, PASSWORD, { confirmation });
    expect(await browser.person()).toBeNull();
    await browser.signIn(theirs, PASSWORD, { confirmation });
    expect(await browser.person()).toMatchObject({ email: theirs });
  });

  it("is taken by whoever reads the mailbox, with a password of their own", async () => {
    const email = await signUpWith("a stranger’s choice");
    await forgotPassword(visit(), { email }, AUTH_ORIGIN);
    const reset = (await mailsTo(email)).find(({ subject }) => subject.startsWith("Reset"));
    await resetPassword(visit(), { token: tokenInText(reset?.text), password: PASSWORD });
    const [stranger, owner] = [new Browser(), new Browser()];
    await stranger.signIn(email, "a stranger’s choice");
    await owner.signIn(email, PASSWORD);
    expect([await stranger.person(), await owner.person()]).toMatchObject([null, { email }]);
  });
});
