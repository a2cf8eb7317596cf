import { TOTP } from "otpauth";
import { afterAll, describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { forgotPassword } from "@/server/modules/identity/forgot-password";
import { resetPassword } from "@/server/modules/identity/reset-password";
import { signUp } from "@/server/modules/identity/sign-up";
import { AUTH_ORIGIN, Browser } from "@/server/testing/auth-browser";
import { mailsTo, tokenInText } from "@/server/testing/local-mails";
import { callProcedure, codeIn } from "@/server/testing/walk-outcome";
import { pendingFromRequest, personFromRequest } from "./person-from-request";

afterAll(disconnectDb);

const PASSWORD = "correct horse battery";
const visit = () => ({ requestId: uuidv7(), address: null, now: new Date() });

/** Somebody who has set up two-factor sign-in in the browser where they signed up. */
async function createPerson() {
  const email = `${uuidv7()}@test.invalid`;
  const input = { name: "Ada", email, password: PASSWORD, organizationName: "Engines" };
  await signUp(visit(), input, AUTH_ORIGIN);
  const { memberships } = await systemDb().user.update({
    where: { email },
    data: { emailVerifiedAt: new Date() },
    select: { memberships: { select: { organization: { select: { slug: true } } } } },
  });
  const orgSlug = memberships[0]?.organization.slug ?? "";
  const browser = new Browser();
  await browser.signIn(email, PASSWORD);
  const call = (path: string, json: unknown) => callProcedure(path, "mutation", browser.header(), json);
  const { secret } = resultOf(await call("twoFactor.begin", { currentPassword: PASSWORD }));
  const totp = new TOTP({ secret: String(secret), digits: 6, period: 30 });
  resultOf(await call("twoFactor.confirm", { code: totp.generate() }));
  return { email, orgSlug, totp };
}

function resultOf(outcome: { status: number; body: string }) {
  expect(outcome.status, outcome.body).toBe(200);
  return JSON.parse(outcome.body).result.data.json;
}

const PATHS: Readonly<Record<string, (browser: Browser, email: string) => Promise<string>>> = {
  password: async (browser, email) => {
    await browser.signIn(email, PASSWORD);
    return PASSWORD;
  },
  "link from a mail": async (browser, email) => {
    await browser.post("/api/auth/signin/email", { email });
    const text = (await mailsTo(email)).at(-1)?.text ?? "";
    const link = new URL(/http\S+callback\/email\S+/.exec(text)?.[0] ?? "");
    await browser.get(link.pathname + link.search);
    return PASSWORD;
  },
  "password that was reset": async (browser, email) => {
    await forgotPassword(visit(), { email }, AUTH_ORIGIN);
    const token = tokenInText((await mailsTo(email)).at(-1)?.text);
    await resetPassword(visit(), { token, password: `${PASSWORD} 2` });
    await browser.signIn(email, `${PASSWORD} 2`);
    return PASSWORD;
  },
};

describe("signing in to an account with a second factor", () => {
  it.each(Object.keys(PATHS))("by %s opens nothing before a code is shown", async (path) => {
    const { email, orgSlug, totp } = await createPerson();
    const browser = new Browser();
    await PATHS[path]?.(browser, email);
    expect(await browser.person()).toBeNull();
    expect(await browser.pending()).toMatchObject({ email });
    const read = () => callProcedure("organizations.get", "query", browser.header(), { orgSlug });
    expect(codeIn(await read())).toBe("unauthenticated");
    expect(codeIn(await callProcedure("identity.me", "query", browser.header(), undefined))).toBe(
      "unauthenticated",
    );
    expect(await (await browser.get("/api/auth/session")).json()).toEqual({});
    const code = totp.generate({ timestamp: Date.now() + 30_000 });
    const before = browser.header();
    const passed = await browser.call("twoFactor.passSignIn", "mutation", { code });
    expect(codeIn(passed)).toBeNull();
    expect(await browser.person()).toMatchObject({ email });
    const former = new Headers({ cookie: before });
    expect([await personFromRequest(former), await pendingFromRequest(former)]).toEqual([null, null]);
    expect(codeIn(await read())).toBeNull();
  });

  it("can be broken off before a code is shown", async () => {
    const { email } = await createPerson();
    const browser = new Browser();
    await browser.signIn(email, PASSWORD);
    const cookie = browser.header();
    await browser.post("/api/auth/signout", {});
    expect(await pendingFromRequest(new Headers({ cookie }))).toBeNull();
  });

  it("is of no use to another browser that has the code but no sign-in of its own", async () => {
    const { totp } = await createPerson();
    const code = totp.generate({ timestamp: Date.now() + 30_000 });
    const outcome = await callProcedure("twoFactor.passSignIn", "mutation", "", { code });
    expect(codeIn(outcome)).toBe("unauthenticated");
  });
});
