import { afterAll, describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { mailsTo, tokenInText } from "@/server/testing/local-mails";
import { createTestSso } from "@/server/testing/sso-factory";
import { codeOf } from "@/server/testing/verb-checks";
import { callProcedure } from "@/server/testing/walk-outcome";
import { changeEmail } from "./change-email";
import { changePassword } from "./change-password";
import { checkPassword } from "./check-password";
import { confirmEmail } from "./confirm-email";
import { forgotPassword } from "./forgot-password";
import { getAccount } from "./get-account";
import { getLiveLogin, startLogin } from "./login-sessions";
import { hashPassword } from "./password";
import { requestConfirmation } from "./request-confirmation";
import { resetPassword } from "./reset-password";
import { THROTTLES } from "./throttle";

afterAll(disconnectDb);

const ORIGIN = "https://app.test.invalid";
const PASSWORD = "correct horse battery";
const NEXT = "another long one 1";
const HOUR_MS = 3_600_000;
const visit = (now = new Date()) => ({ requestId: uuidv7(), address: null, now });
const asking = () => ({ now: new Date(), origin: ORIGIN });
const anEmail = () => `${uuidv7()}@test.invalid`;

async function createPerson({
  password = PASSWORD,
  isConfirmed = true,
}: {
  password?: string | null;
  isConfirmed?: boolean;
} = {}) {
  const [userId, email] = [`usr_${uuidv7()}`, anEmail()];
  const passwordHash = password === null ? null : await hashPassword(password);
  await systemDb().user.create({
    data: { id: userId, email, name: "Ed", passwordHash, emailVerifiedAt: isConfirmed ? new Date() : null },
  });
  const loginSessionId = await startLogin(userId, "Here", new Date());
  return { userId, email, name: "Ed", loginSessionId, startedAt: new Date() };
}

const isLive = async (id: string) => (await getLiveLogin(id, new Date())) !== null;
const canSignIn = async (email: string, password: string) =>
  (await checkPassword(visit(), { email, password }, ORIGIN)) !== null;

async function askForReset(email: string, now = new Date()): Promise<string> {
  await forgotPassword(visit(now), { email }, ORIGIN);
  return tokenInText((await mailsTo(email)).at(-1)?.text);
}

describe("a forgotten password", () => {
  it("is replaced by a link from a mail, which signs out everywhere and works once", async () => {
    const person = await createPerson();
    const token = await askForReset(person.email);
    await resetPassword(visit(), { token, password: NEXT });
    expect([await canSignIn(person.email, PASSWORD), await canSignIn(person.email, NEXT)]).toEqual([
      false,
      true,
    ]);
    expect(await isLive(person.loginSessionId)).toBe(false);
    expect(await codeOf(resetPassword(visit(), { token, password: PASSWORD }))).toBe("not_found");
    expect((await mailsTo(person.email)).at(-1)?.subject).toContain("Your password was changed");
  });

  it("is not replaced after an hour, nor by an older link", async () => {
    const { email } = await createPerson();
    const old = await askForReset(email);
    const token = await askForReset(email);
    expect(await codeOf(resetPassword(visit(), { token: old, password: NEXT }))).toBe("not_found");
    const late = visit(new Date(Date.now() + HOUR_MS + 1_000));
    expect(await codeOf(resetPassword(late, { token, password: NEXT }))).toBe("not_found");
    expect(await codeOf(resetPassword(visit(), { token, password: NEXT }))).toBe("ok");
  });

  it("is asked for alike, whether or not there is an account, and not without end", async () => {
    const [known, unknown] = [(await createPerson()).email, anEmail()];
    for (const email of [known, unknown]) {
      expect(await forgotPassword(visit(), { email }, ORIGIN)).toBeUndefined();
      expect(await mailsTo(email)).toHaveLength(1);
      for (let tries = 1; tries < THROTTLES.resetByAccount.limit; tries++)
        await forgotPassword(visit(), { email }, ORIGIN);
      expect(await codeOf(forgotPassword(visit(), { email }, ORIGIN))).toBe("rate_limited");
    }
    const [mail] = await mailsTo(unknown);
    expect(mail?.subject).toContain("no account");
    expect(mail?.text).not.toContain("reset-password");
  });

  it("is not replaced by a link to an address that the account has left", async () => {
    const [person, email] = [await createPerson(), anEmail()];
    const token = await askForReset(person.email);
    await changeEmail(person, { email, currentPassword: PASSWORD }, asking());
    await confirmEmail(person, { token: tokenInText((await mailsTo(email)).at(-1)?.text) }, new Date());
    expect(await codeOf(resetPassword(visit(), { token, password: NEXT }))).toBe("not_found");
    expect(await canSignIn(email, PASSWORD)).toBe(true);
  });

  it("is asked for with the same answer whether or not there is an account", async () => {
    const { email } = await createPerson();
    const ask = (of: string) => callProcedure("identity.forgotPassword", "mutation", "", { email: of });
    const known = await ask(email);
    expect(known.status).toBe(200);
    expect(await ask(anEmail())).toEqual(known);
  });

  it("is replaced by one of two requests with one link at once", async () => {
    const { email } = await createPerson();
    const token = await askForReset(email);
    const resets = [NEXT, `${NEXT} too`].map((password) =>
      codeOf(resetPassword(visit(), { token, password })),
    );
    expect((await Promise.all(resets)).sort()).toEqual(["not_found", "ok"]);
  });

  it("takes a second factor away that came before the address was proved, and none that came after", async () => {
    for (const [isConfirmed, left] of [
      [false, 0],
      [true, 1],
    ] as const) {
      const { userId, email } = await createPerson({ isConfirmed });
      const bytes = new Uint8Array([1]);
      await systemDb().totpFactor.create({
        data: { userId, ciphertext: bytes, wrappedKey: bytes, masterKeyId: "x", confirmedAt: new Date() },
      });
      await resetPassword(visit(), { token: await askForReset(email), password: NEXT });
      expect(await systemDb().totpFactor.count({ where: { userId } })).toBe(left);
    }
  });

  it("has a link that no other purpose takes, and of which the database has only a hash", async () => {
    const person = await createPerson();
    const token = await askForReset(person.email);
    expect(await codeOf(confirmEmail(person, { token }, new Date()))).toBe("not_found");
    const rows = await systemDb().verificationToken.findMany({
      where: { identifier: { contains: person.userId } },
    });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("a change of password", () => {
  it("needs the present one and signs out every other browser", async () => {
    const person = await createPerson();
    const elsewhere = await startLogin(person.userId, "Elsewhere", new Date());
    const wrong = changePassword(person, { currentPassword: "not it at all", password: NEXT }, new Date());
    await expect(wrong).rejects.toMatchObject({ code: "invalid_request", param: "currentPassword" });
    await changePassword(person, { currentPassword: PASSWORD, password: NEXT }, new Date());
    expect([await isLive(person.loginSessionId), await isLive(elsewhere)]).toEqual([true, false]);
    expect(await canSignIn(person.email, NEXT)).toBe(true);
  });

  it("of a person without one needs a fresh sign-in", async () => {
    const person = await createPerson({ password: null });
    const stale = { ...person, startedAt: new Date(Date.now() - HOUR_MS) };
    expect(await codeOf(changePassword(stale, { password: NEXT }, new Date()))).toBe("permission_denied");
    await changePassword(person, { password: NEXT }, new Date());
    expect((await getAccount(person.userId)).hasPassword).toBe(true);
  });
});

describe("an e-mail address", () => {
  it("changes once the link that goes there is followed by the same person, and the old one is told", async () => {
    const [person, other, email] = [await createPerson(), await createPerson(), anEmail()];
    await changeEmail(person, { email, currentPassword: PASSWORD }, asking());
    expect((await getAccount(person.userId)).email).toBe(person.email);
    const token = tokenInText((await mailsTo(email)).at(-1)?.text);
    expect(await codeOf(confirmEmail(other, { token }, new Date()))).toBe("not_found");
    expect(await confirmEmail(person, { token }, new Date())).toEqual({ email });
    expect(await getLiveLogin(person.loginSessionId, new Date())).toMatchObject({ email });
    expect((await mailsTo(person.email)).at(-1)?.text).toContain(email);
    expect(await codeOf(confirmEmail(person, { token }, new Date()))).toBe("not_found");
  });

  it("of another account is asked for alike, and never taken over", async () => {
    const [person, other] = [await createPerson(), await createPerson()];
    const input = { email: other.email, currentPassword: PASSWORD };
    expect(await changeEmail(person, input, asking())).toBeUndefined();
    const [mail] = await mailsTo(other.email);
    expect(mail?.text).not.toContain("confirm-email");
  });

  it("that somebody else took meanwhile stays theirs", async () => {
    const [person, email] = [await createPerson(), anEmail()];
    await changeEmail(person, { email, currentPassword: PASSWORD }, asking());
    const token = tokenInText((await mailsTo(email)).at(-1)?.text);
    await systemDb().user.create({ data: { id: `usr_${uuidv7()}`, email } });
    expect(await codeOf(confirmEmail(person, { token }, new Date()))).toBe("conflict");
  });

  it("that single sign-on is bound to is not left for another, also not by a link from before", async () => {
    const [person, before, after] = [await createPerson(), anEmail(), anEmail()];
    await changeEmail(person, { email: before, currentPassword: PASSWORD }, asking());
    const token = tokenInText((await mailsTo(before)).at(-1)?.text);
    const domain = `${uuidv7()}.example`;
    await createTestSso((await createTestOrg("enterprise")).orgId, { domain, isEnforced: true });
    const email = `ed@${domain}`;
    await systemDb().user.update({ where: { id: person.userId }, data: { email } });
    const bound = { ...person, email };
    const input = { email: after, currentPassword: PASSWORD };
    expect(await codeOf(changeEmail(bound, input, asking()))).toBe("conflict");
    expect(await codeOf(confirmEmail(bound, { token }, new Date()))).toBe("conflict");
    expect((await getAccount(person.userId)).email).toBe(email);
  });

  it("is not taken of a domain whose people sign in by single sign-on only, also not by a link from before", async () => {
    const person = await createPerson();
    const domain = `${uuidv7()}.example`;
    const email = `eve@${domain}`;
    await changeEmail(person, { email, currentPassword: PASSWORD }, asking());
    const token = tokenInText((await mailsTo(email)).at(-1)?.text);
    await createTestSso((await createTestOrg("enterprise")).orgId, { domain, isEnforced: true });
    const input = { email: `mallory@${domain}`, currentPassword: PASSWORD };
    expect(await codeOf(changeEmail(person, input, asking()))).toBe("conflict");
    expect(await mailsTo(input.email)).toEqual([]);
    expect(await codeOf(confirmEmail(person, { token }, new Date()))).toBe("conflict");
    expect((await getAccount(person.userId)).email).toBe(person.email);
  });

  it("is confirmed without losing the password, by whoever is signed in", async () => {
    const person = await createPerson({ isConfirmed: false });
    await requestConfirmation(person.userId, asking());
    const token = tokenInText((await mailsTo(person.email)).at(-1)?.text);
    await confirmEmail(person, { token }, new Date());
    expect(await getAccount(person.userId)).toMatchObject({ isEmailConfirmed: true, hasPassword: true });
    expect(await codeOf(requestConfirmation(person.userId, asking()))).toBe("conflict");
  });
});
