import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { hashPassword } from "@/server/modules/identity";
import { enforceSso } from "@/server/modules/sso/enforce-sso";
import { saveSso } from "@/server/modules/sso/save-sso";
import { AUTH_HOST, AUTH_ORIGIN, Browser } from "@/server/testing/auth-browser";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { startIdentityProvider, type TestIdentityProvider } from "@/server/testing/identity-provider";
import { mailsTo } from "@/server/testing/local-mails";
import { createTestSso } from "@/server/testing/sso-factory";
import { auditTrail } from "@/server/testing/verb-checks";
import { personFromRequest } from "./person-from-request";
import { handleSsoRequest } from "./sso-handler";

vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");

const PASSWORD = "correct horse battery";
let idp: TestIdentityProvider;
let org: TestOrg;
let domain: string;

beforeAll(async () => {
  idp = await startIdentityProvider(`${AUTH_ORIGIN}/api/sso/callback`);
});
beforeEach(async () => {
  org = await createTestOrg("enterprise");
  domain = await createTestSso(org.orgId, { issuer: idp.issuer });
});
afterAll(async () => {
  idp.close();
  await disconnectDb();
});

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .filter((pair) => !pair.endsWith("="))
    .join("; ");

function call(action: string, query: string, cookie = "", from = "same-origin"): Promise<Response> {
  const url = `${AUTH_ORIGIN}/api/sso/${action}${query}`;
  const headers = { host: AUTH_HOST, cookie, "sec-fetch-site": from };
  return handleSsoRequest(new Request(url, { headers }), action);
}

/** There and back again, with what the provider says of the person. */
async function signInAs(
  claims: Record<string, unknown>,
  { email = `${uuidv7()}@${domain}`, callbackUrl = "" } = {},
) {
  const sub = typeof claims.sub === "string" ? claims.sub : uuidv7();
  idp.people.set(sub, { email, email_verified: true, name: "Flo", ...claims, sub });
  const query = new URLSearchParams({ email, ...(callbackUrl ? { callbackUrl } : {}) });
  const start = await call("start", `?${query}`);
  const back = await idp.signIn(start.headers.get("location") ?? "", sub);
  const response = await call("callback", back.search, cookiesOf(start));
  const location = response.headers.get("location") ?? "";
  const person = await personFromRequest(new Headers({ cookie: cookiesOf(response) }));
  return { email, sub, location, person, start, back };
}

const roleOf = async (userId: string) =>
  (await systemDb().membership.findUnique({ where: { orgId_userId: { orgId: org.orgId, userId } } }))?.role;

describe("single sign-on", () => {
  it("makes an account for somebody new, in the organisation and in no other, and signs them in", async () => {
    const { person, email, location } = await signInAs({});
    expect(person).toMatchObject({ email, name: "Flo" });
    const { slug } = await systemDb().organization.findUniqueOrThrow({ where: { orgId: org.orgId } });
    expect(location).toBe(`${AUTH_ORIGIN}/${slug}`);
    const rows = await systemDb().membership.findMany({ where: { userId: person?.userId ?? "" } });
    expect(rows.map(({ orgId, role }) => [orgId, role])).toEqual([[org.orgId, "member"]]);
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["member.joined"]);
  });

  it("finds the same account again by what the provider calls the person, and leads where they wanted to go", async () => {
    const first = await signInAs({});
    const again = await signInAs({ sub: first.sub }, { email: first.email, callbackUrl: "/somewhere?a=1" });
    expect(again.person?.userId).toBe(first.person?.userId);
    expect(again.location).toBe(`${AUTH_ORIGIN}/somewhere?a=1`);
    const away = await signInAs(
      { sub: first.sub },
      { email: first.email, callbackUrl: "https://evil.example/" },
    );
    expect(new URL(away.location).origin).toBe(AUTH_ORIGIN);
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["member.joined"]);
  });

  it("is not begun by another site, which would sign the visitor in as somebody of its own", async () => {
    for (const from of ["cross-site", "same-site"]) {
      const response = await call("start", `?email=a@${domain}`, "", from);
      expect(response.headers.get("location")).toBe(`${AUTH_ORIGIN}/sign-in`);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    const typed = await call("start", `?email=a@${domain}`, "", "none");
    expect(typed.headers.get("location")).toContain(idp.issuer);
  });

  it("does not take somebody for another whom the provider before called by the same name", async () => {
    const alice = await signInAs({});
    const where = { orgId: org.orgId };
    const data = await systemDb().ssoConnection.findUniqueOrThrow({ where });
    await saveSso(org.as(), {
      ...{ domain, issuer: "https://127.0.0.1:2" },
      ...{ clientId: "floopy", clientSecret: "another secret" },
    });
    await systemDb().ssoConnection.update({ where, data });
    const bob = await signInAs({ sub: alice.sub });
    expect(bob.person).toMatchObject({ email: bob.email });
    expect(bob.person?.userId).not.toBe(alice.person?.userId);
  });

  it("adopts an account with the address and keeps its role, but no password from before the address was proved", async () => {
    const email = `${uuidv7()}@${domain}`;
    const data = { id: `usr_${uuidv7()}`, email, passwordHash: await hashPassword(PASSWORD) };
    await systemDb().user.create({ data });
    await systemDb().membership.create({ data: { orgId: org.orgId, userId: data.id, role: "admin" } });
    const { person } = await signInAs({}, { email });
    expect(person?.userId).toBe(data.id);
    expect(await roleOf(data.id)).toBe("admin");
    expect((await systemDb().user.findUniqueOrThrow({ where: { id: data.id } })).passwordHash).toBeNull();
  });

  it.each([
    ["of another domain", { email: "boss@other.example" }],
    ["of a domain that ends alike", { email: "a@evil-" }],
    ["that it has not verified", { email_verified: false }],
    ["that is missing", { email: undefined }],
  ])("takes no address %s from the provider", async (_what, claims: Record<string, unknown>) => {
    const said = claims.email === "a@evil-" ? { email: `a@evil-${domain}` } : claims;
    const { person, location } = await signInAs(said);
    expect(person).toBeNull();
    expect(location).toContain("error=SsoRefused");
  });

  it("refuses an answer that another browser asked for, one that is played back, and one without a sign-in", async () => {
    const { start, back } = await signInAs({});
    const other = await call("start", `?email=x@${domain}`);
    for (const cookie of [cookiesOf(other), cookiesOf(start), "", "floopy.sso=forged"]) {
      const response = await call("callback", back.search, cookie);
      expect(response.headers.get("location")).toContain("error=SsoFailed");
      expect(cookiesOf(response)).not.toContain("floopy.session");
    }
  });

  it("still asks for the second factor of an account that has one", async () => {
    const first = await signInAs({});
    const bytes = new Uint8Array([1]);
    const userId = first.person?.userId ?? "";
    await systemDb().totpFactor.create({
      data: { userId, ciphertext: bytes, wrappedKey: bytes, masterKeyId: "x", confirmedAt: new Date() },
    });
    expect((await signInAs({ sub: first.sub }, { email: first.email })).person).toBeNull();
  });

  it("is there for no domain that was not proved, and for none of a plan without it", async () => {
    await systemDb().ssoConnection.update({ where: { orgId: org.orgId }, data: { domainVerifiedAt: null } });
    const start = async () => (await call("start", `?email=x@${domain}`)).headers.get("location");
    expect(await start()).toContain("error=SsoUnknown");
    await systemDb().ssoConnection.update({
      where: { orgId: org.orgId },
      data: { domainVerifiedAt: new Date() },
    });
    expect(await start()).toContain(idp.issuer);
    await systemDb().subscription.update({ where: { orgId: org.orgId }, data: { planId: "pro" } });
    expect(await start()).toContain("error=SsoUnknown");
    for (const email of ["x@nowhere.example", "no address"]) {
      const location = (await call("start", `?email=${email}`)).headers.get("location");
      expect(location).toMatch(/error=Sso(Unknown|Failed)/);
    }
  });
});

describe("an organisation that enforces single sign-on", () => {
  const WAYS: Readonly<Record<string, (browser: Browser, email: string) => Promise<string>>> = {
    "a password": (browser, email) => browser.signIn(email, PASSWORD),
    "asking for a link": async (browser, email) => {
      const response = await browser.post("/api/auth/signin/email", { email });
      return (await response.json()).url;
    },
    "a link from before": async (browser, email) => {
      await systemDb().ssoConnection.update({ where: { orgId: org.orgId }, data: { isEnforced: false } });
      await browser.post("/api/auth/signin/email", { email });
      await systemDb().ssoConnection.update({ where: { orgId: org.orgId }, data: { isEnforced: true } });
      const text = (await mailsTo(email)).at(-1)?.text ?? "";
      const link = new URL(/http\S+callback\/email\S+/.exec(text)?.[0] ?? "");
      return (await browser.get(link.pathname + link.search)).headers.get("location") ?? "";
    },
  };

  it.each(Object.keys(WAYS))("lets nobody of the domain in by %s", async (way) => {
    const { email, person } = await signInAs({});
    const passwordHash = await hashPassword(PASSWORD);
    await systemDb().user.update({ where: { id: person?.userId ?? "" }, data: { passwordHash } });
    const browser = new Browser();
    await browser.signIn(email, PASSWORD);
    expect(await browser.person()).toMatchObject({ email });
    await enforceSso(org.as(), { isEnforced: true });
    expect(await browser.person()).toBeNull();
    const fresh = new Browser();
    expect(await WAYS[way]?.(fresh, email)).toContain("SsoRequired");
    expect(await fresh.person()).toBeNull();
    expect((await signInAs({ sub: uuidv7() }, { email: `${uuidv7()}@${domain}` })).person).not.toBeNull();
  });

  it("opens the other ways again when the plan no longer has it", async () => {
    const { email, person } = await signInAs({});
    const passwordHash = await hashPassword(PASSWORD);
    await systemDb().user.update({ where: { id: person?.userId ?? "" }, data: { passwordHash } });
    await enforceSso(org.as(), { isEnforced: true });
    await systemDb().subscription.update({ where: { orgId: org.orgId }, data: { planId: "pro" } });
    const browser = new Browser();
    await browser.signIn(email, PASSWORD);
    expect(await browser.person()).toMatchObject({ email });
  });
});
