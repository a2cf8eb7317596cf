import { afterAll, describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { appDb, disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { endAllLogins } from "@/server/modules/identity/login-sessions";
import { signUp } from "@/server/modules/identity/sign-up";
import { THROTTLES, throttle } from "@/server/modules/identity/throttle";
import { Browser, AUTH_HOST as HOST, AUTH_ORIGIN as ORIGIN } from "@/server/testing/auth-browser";
import { handleAuthRequest } from "./auth-handler";
import { personFromRequest } from "./person-from-request";

afterAll(disconnectDb);

const PASSWORD = "correct horse battery";

async function newPerson(): Promise<string> {
  const email = `${uuidv7()}@test.invalid`;
  const visit = { requestId: uuidv7(), address: null, now: new Date() };
  await signUp(visit, { name: "Ada", email, password: PASSWORD, organizationName: "Engines" }, ORIGIN);
  await systemDb().user.update({ where: { email }, data: { emailVerifiedAt: new Date() } });
  return email;
}

describe("signing in with a password", () => {
  it("starts a login session whose cookie is http-only and same-site", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    const response = await browser.post("/api/auth/callback/credentials", { email, password: PASSWORD });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith("floopy.session="));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(await browser.person()).toMatchObject({ email, name: "Ada" });
  });

  it("takes the e-mail in any case", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    await browser.signIn(email.toUpperCase(), PASSWORD);
    expect(await browser.person()).toMatchObject({ email });
  });

  it("answers an unknown account and a wrong password alike", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    const wrong = await browser.signIn(email, "not the password");
    const unknown = await browser.signIn(`x${email}`, "not the password");
    expect(wrong).toBe(unknown);
    expect(wrong).toContain("error=CredentialsSignin");
    expect(await browser.person()).toBeNull();
  });

  it("stops after ten tries on one account, known or not, and then refuses the right password too", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    for (const who of [email, `x${email}`]) {
      await browser.signIn(who, "not the password");
      // The other nine without their deliberately slow password check.
      for (let round = 0; round < 9; round++) await throttle(new Date(), [THROTTLES.signInByAccount, who]);
      expect(await browser.signIn(who, PASSWORD)).toContain("error=Throttled");
    }
  });

  it("returns to our own pages only", async () => {
    const email = await newPerson();
    const to = (callbackUrl: string) => new Browser().signIn(email, PASSWORD, { callbackUrl });
    expect(await to("/engines/requests")).toBe(`${ORIGIN}/engines/requests`);
    expect(await to("https://evil.example/")).toBe(ORIGIN);
    expect(await to("//evil.example/")).toBe(ORIGIN);
    expect(await to("/\\evil.example")).toBe(ORIGIN);
  });

  it("refuses a form that another site sends, or that does not say where it is from", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    const send = (headers: Record<string, string>) =>
      browser.post("/api/auth/callback/credentials", { email, password: PASSWORD }, headers);
    expect((await send({ origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ origin: "null" })).status).toBe(403);
    expect((await send({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await send({ "sec-fetch-site": "same-site" })).status).toBe(403);
    const request = new Request(`${ORIGIN}/api/auth/signout`, { method: "POST", headers: { host: HOST } });
    expect((await handleAuthRequest(request)).status).toBe(403);
  });

  it("refuses a form without the CSRF token", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    await browser.signIn(email, PASSWORD, { csrfToken: "forged" });
    expect(await browser.person()).toBeNull();
  });

  it("starts a new session at every sign-in and ends the one that the browser had", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    await browser.signIn(email, PASSWORD);
    const former = new Headers({ cookie: browser.header() });
    expect(await personFromRequest(former)).not.toBeNull();
    await browser.signIn(email, PASSWORD);
    expect(await browser.person()).toMatchObject({ email });
    expect(await personFromRequest(former)).toBeNull();
  });
});

describe("signing out", () => {
  it("makes a copied cookie useless", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    await browser.signIn(email, PASSWORD);
    const copy = new Headers({ cookie: browser.header() });
    expect(await personFromRequest(copy)).not.toBeNull();
    await browser.post("/api/auth/signout", {});
    expect(await personFromRequest(copy)).toBeNull();
  });

  it("everywhere ends every browser of the person and nobody else's", async () => {
    const [one, two, other] = [new Browser(), new Browser(), new Browser()];
    const email = await newPerson();
    await one.signIn(email, PASSWORD);
    await two.signIn(email, PASSWORD);
    await other.signIn(await newPerson(), PASSWORD);
    await endAllLogins((await one.person())?.userId ?? "", new Date());
    expect([await one.person(), await two.person()]).toEqual([null, null]);
    expect(await other.person()).not.toBeNull();
  });

  it("ignores a cookie that was altered or made with another key", async () => {
    const [browser, email] = [new Browser(), await newPerson()];
    await browser.signIn(email, PASSWORD);
    const value = browser.cookies.get("floopy.session") ?? "";
    for (const cookie of [`${value.slice(0, -2)}AA`, "eyJhbGciOiJub25lIn0.e30.", "x", ""]) {
      expect(await personFromRequest(new Headers({ cookie: `floopy.session=${cookie}` }))).toBeNull();
    }
  });
});

describe("signing in with a link", () => {
  async function linkFor(email: string): Promise<string> {
    const mail = await appDb().localMail.findFirstOrThrow({
      where: { to: email },
      orderBy: { createdAt: "desc" },
    });
    return /http\S+/.exec(mail.text)?.[0] ?? "";
  }

  async function follow(browser: Browser, link: string): Promise<string> {
    const url = new URL(link);
    return (await browser.get(url.pathname + url.search)).headers.get("location") ?? "";
  }

  it("makes a new person with an organisation of their own, once per link", async () => {
    const [browser, email] = [new Browser(), `${uuidv7()}@test.invalid`];
    await browser.post("/api/auth/signin/email", { email, callbackUrl: "/" });
    const link = await linkFor(email);
    await follow(browser, link);
    const person = await browser.person();
    expect(person).toMatchObject({ email });
    const memberships = await systemDb().membership.findMany({ where: { userId: person?.userId ?? "" } });
    expect(memberships.map((membership) => membership.role)).toEqual(["owner"]);
    expect(await follow(new Browser(), link)).toContain("error=Verification");
  });

  it("answers the same whether or not there is an account", async () => {
    const known = await newPerson();
    const ask = async (email: string) =>
      (await new Browser().post("/api/auth/signin/email", { email, callbackUrl: "/" })).json();
    expect(await ask(known)).toEqual(await ask(`x${known}`));
  });

  it("keeps only a hash of the token", async () => {
    const email = `${uuidv7()}@test.invalid`;
    await new Browser().post("/api/auth/signin/email", { email, callbackUrl: "/" });
    const token = new URL(await linkFor(email)).searchParams.get("token") ?? "";
    const stored = await appDb().verificationToken.findFirstOrThrow({ where: { identifier: email } });
    expect(token.length).toBeGreaterThan(30);
    expect(stored.tokenHash).not.toContain(token);
  });

  it("takes the account from whoever signed up with somebody else's address", async () => {
    const [squatter, owner, email] = [new Browser(), new Browser(), await newPerson()];
    await squatter.signIn(email, PASSWORD);
    // As where no mail could be sent when they signed up.
    await systemDb().user.update({ where: { email }, data: { emailVerifiedAt: null } });
    await owner.post("/api/auth/signin/email", { email, callbackUrl: "/" });
    await follow(owner, await linkFor(email));
    expect(await owner.person()).toMatchObject({ email });
    expect(await new Browser().signIn(email, PASSWORD)).toContain("error=CredentialsSignin");
    expect(
      (await systemDb().loginSession.findMany({ where: { user: { email }, revokedAt: null } })).length,
    ).toBe(1);
  });

  it("is limited per account with an answer that says so", async () => {
    const [browser, email] = [new Browser(), `${uuidv7()}@test.invalid`];
    for (let round = 0; round < 5; round++) await browser.post("/api/auth/signin/email", { email });
    const answer = await (await browser.post("/api/auth/signin/email", { email })).json();
    expect(answer.url).toContain("error=Throttled");
  });

  it("never leads to a host that the request merely claims", async () => {
    const email = `${uuidv7()}@test.invalid`;
    const evil = new Browser("evil.example");
    const refused = await handleAuthRequest(
      new Request(`${ORIGIN}/api/auth/csrf`, { headers: { host: "evil.example" } }),
    );
    expect(refused.status).toBe(400);
    expect(evil.cookies.size).toBe(0);
    await new Browser().post("/api/auth/signin/email", { email }, { "x-forwarded-host": "evil.example" });
    expect(await linkFor(email)).toMatch(new RegExp(`^${ORIGIN}/`));
  });
});

describe("the rest of /api/auth", () => {
  it("does not let visitors write into our log", async () => {
    const headers = { host: HOST, origin: ORIGIN };
    const request = new Request(`${ORIGIN}/api/auth/_log`, { method: "POST", headers });
    expect((await handleAuthRequest(request)).status).toBe(404);
  });

  it("refuses a body over 64 KB, also without a content-length", async () => {
    const body = new Blob(["x".repeat(70_000)]).stream();
    const headers = { host: HOST, origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" };
    const init = { method: "POST", headers, body, duplex: "half" };
    expect((await handleAuthRequest(new Request(`${ORIGIN}/api/auth/signin/email`, init))).status).toBe(413);
  });
});
