import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getOrganization } from "./get-organization";
import { updateOrganization } from "./update-organization";

afterAll(disconnectDb);

describe("an organisation", () => {
  it("shows its facts with the role of whoever asks", async () => {
    const org = await createTestOrg("pro");
    const shown = await getOrganization(org.as("viewer"));
    expect(shown).toMatchObject({ orgId: org.orgId, planId: "pro", role: "viewer", learningMode: "shared" });
  });

  it("is renamed and moved with one audit entry", async () => {
    const org = await createTestOrg();
    const slug = org.orgId.slice(4).toLowerCase();
    expect(await updateOrganization(org.as(), { name: "New name", slug })).toMatchObject({
      name: "New name",
      slug,
    });
    expect(await auditTrail(org)).toEqual([{ action: "organization.updated", targetId: org.orgId }]);
  });

  it("cannot take another organisation's address, nor one of the product's own", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { slug } = await getOrganization(other.as());
    expect(await codeOf(updateOrganization(org.as(), { slug }))).toBe("conflict");
    expect(await codeOf(updateOrganization(org.as(), { slug: "pricing" }))).toBe("invalid_request");
    expect(await codeOf(updateOrganization(org.as(), { slug: "a b" }))).toBe("invalid_request");
    expect(await auditTrail(org)).toEqual([]);
  });

  it("takes no more of an input than its name and address", async () => {
    const org = await createTestOrg();
    const before = await systemDb().organization.findUniqueOrThrow({ where: { orgId: org.orgId } });
    const more = { learningMode: "isolated", isDemo: true, requireTwoFactor: true, orgId: "org_other" };
    await updateOrganization(org.as(), JSON.parse(JSON.stringify({ name: "New", ...more })));
    const after = await systemDb().organization.findUniqueOrThrow({ where: { orgId: org.orgId } });
    expect(after).toEqual({ ...before, name: "New" });
  });

  it("is changed by owners and admins only", async () => {
    const org = await createTestOrg();
    expect(await rolesThatMay(org, (ctx) => updateOrganization(ctx, { name: "X" }))).toEqual([
      "owner",
      "admin",
    ]);
  });
});
