import { afterAll, describe, expect, it } from "vitest";
import { randomBase62 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createScimToken } from "@/server/modules/scim/create-scim-token";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestSso } from "@/server/testing/sso-factory";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { claimDomain } from "./claim-domain";
import { deleteSso } from "./delete-sso";
import { enforceSso } from "./enforce-sso";
import { isSsoRequired } from "./find-connection.queries";
import { getSso } from "./get-sso";
import { saveSso } from "./save-sso";
import { verifyDomain } from "./verify-domain";

afterAll(disconnectDb);

const input = (over: Partial<Parameters<typeof saveSso>[1]> = {}) => ({
  domain: `${randomBase62(10)}.example`,
  issuer: "https://203.1.113.7/",
  clientId: "floopy",
  clientSecret: "a client secret",
  ...over,
});

const SECRET = "a client secret";
/** Name servers that know exactly these records. */
const answering = (records: Record<string, string[]>) => async (name: string) => {
  const found = records[name];
  if (found === undefined) throw new Error("ENOTFOUND");
  return found.map((text) => [text.slice(0, 10), text.slice(10)]);
};

async function saved(org: TestOrg, over: Parameters<typeof input>[0] = {}) {
  return saveSso(org.as(), input(over));
}

describe("a connection to an identity provider", () => {
  it("is for owners and admins of a plan that has it, and never shows its secret", async () => {
    const org = await createTestOrg("enterprise");
    const managers = ["owner", "admin"];
    expect(await rolesThatMay(org, (ctx) => saveSso(ctx, input()))).toEqual(managers);
    expect(await rolesThatMay(org, (ctx) => enforceSso(ctx, { isEnforced: false }))).toEqual(managers);
    expect(await rolesThatMay(org, (ctx) => verifyDomain(ctx, answering({})))).toEqual(managers);
    expect(await rolesThatMay(org, getSso)).toEqual(managers);
    expect(JSON.stringify(await getSso(org.as()))).not.toContain(SECRET);
    const row = await systemDb().ssoConnection.findUniqueOrThrow({ where: { orgId: org.orgId } });
    expect(Buffer.from(row.ciphertext ?? []).includes(SECRET)).toBe(false);
    const pro = await createTestOrg("pro");
    await expect(saved(pro)).rejects.toMatchObject({ code: "plan_required", feature: "sso" });
  });

  it("needs its secret again for another issuer or client, which also lifts the enforcement", async () => {
    const org = await createTestOrg("enterprise");
    const { domain } = await saved(org);
    await systemDb().ssoConnection.update({
      where: { orgId: org.orgId },
      data: { domainVerifiedAt: new Date(), lastSignInAt: new Date(), isEnforced: true },
    });
    const moved = { ...input({ domain, issuer: "https://203.1.113.8" }), clientSecret: undefined };
    await expect(saveSso(org.as(), moved)).rejects.toMatchObject({ param: "clientSecret" });
    const kept = await saveSso(org.as(), { ...input({ domain }), clientSecret: undefined });
    expect(kept).toMatchObject({ isEnforced: true, isDomainVerified: true });
    const replaced = await saved(org, { domain, issuer: "https://203.1.113.8" });
    expect(replaced).toMatchObject({ isEnforced: false, isDomainVerified: true, lastSignInAt: null });
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "sso.saved",
      "sso.saved",
      "sso.saved",
    ]);
  });

  it.each(["https://127.0.0.1", "http://example.com", "https://[::1]", "https://localhost"])(
    "is not made to %s",
    async (issuer) => {
      const org = await createTestOrg("enterprise");
      await expect(saved(org, { issuer })).rejects.toMatchObject({ param: "issuer" });
    },
  );
});

describe("the domain of single sign-on", () => {
  it("is proved by its TXT record and nothing like it, and again after a change", async () => {
    const org = await createTestOrg("enterprise");
    const { txt, domain } = await saved(org);
    for (const records of [{}, { [txt.name]: ["floopy-verification=other"] }, { [domain]: [txt.value] }])
      expect(await codeOf(verifyDomain(org.as(), answering(records)))).toBe("conflict");
    const proved = await verifyDomain(org.as(), answering({ [txt.name]: ["v=spf1", txt.value] }));
    expect(proved.isDomainVerified).toBe(true);
    const other = await saved(org, { domain: `${randomBase62(10)}.example` });
    expect(other.isDomainVerified).toBe(false);
    expect(other.txt.value).not.toBe(txt.value);
  });

  it("belongs to one organisation at a time", async () => {
    const [first, second] = [await createTestOrg("enterprise"), await createTestOrg("enterprise")];
    const domain = await createTestSso(first.orgId);
    const { txt } = await saved(second, { domain });
    const verify = verifyDomain(second.as(), answering({ [txt.name]: [txt.value] }));
    await expect(verify).rejects.toMatchObject({ code: "conflict" });
  });

  it("must be proved and tried before anybody is kept to it", async () => {
    const org = await createTestOrg("enterprise");
    await createTestSso(org.orgId);
    expect(await codeOf(enforceSso(org.as(), { isEnforced: true }))).toBe("conflict");
    await systemDb().ssoConnection.update({
      where: { orgId: org.orgId },
      data: { lastSignInAt: new Date() },
    });
    expect((await enforceSso(org.as(), { isEnforced: true })).isEnforced).toBe(true);
    await deleteSso(org.as());
    expect(await codeOf(deleteSso(org.as()))).toBe("not_found");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["sso.enforced", "sso.deleted"]);
  });
});

describe("a domain without an identity provider", () => {
  it("is claimed, proved, and enough for a directory; nobody has to sign in in another way for it", async () => {
    const org = await createTestOrg("enterprise");
    const domain = `d${randomBase62(12).toLowerCase()}.example`;
    const claimed = await claimDomain(org.as(), { domain: domain.toUpperCase() });
    expect(claimed).toMatchObject({ domain, issuer: null, isDomainVerified: false });
    expect(await claimDomain(org.as(), { domain })).toEqual(claimed);
    expect(await codeOf(createScimToken(org.as()))).toBe("conflict");
    const shown = async () => [[claimed.txt.value]];
    expect(await verifyDomain(org.as(), shown)).toMatchObject({ isDomainVerified: true });
    expect(await codeOf(createScimToken(org.as()))).toBe("ok");
    expect(await isSsoRequired(`ann@${domain}`)).toBe(false);
    expect(await codeOf(enforceSso(org.as(), { isEnforced: true }))).toBe("not_found");
    expect(await codeOf(deleteSso(org.as()))).toBe("not_found");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "sso.domain_claimed",
      "sso.domain_verified",
      "scim_token.created",
    ]);
    expect(await claimDomain(org.as(), { domain: `b.${domain}` })).toMatchObject({ isDomainVerified: false });
  });

  it("is for those who manage sign-in, on a plan that has a directory, and a real name", async () => {
    const [org, free] = [await createTestOrg("enterprise"), await createTestOrg()];
    const domain = "claimed.example";
    expect(await rolesThatMay(org, (ctx) => claimDomain(ctx, { domain }))).toEqual(["owner", "admin"]);
    expect(await codeOf(claimDomain(free.as(), { domain }))).toBe("plan_required");
    expect(await codeOf(claimDomain(org.as(), { domain: "not a domain" }))).toBe("invalid_request");
  });
});
