import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { joinBySso } from "@/server/modules/members";
import { setJoinRole } from "@/server/modules/sso/set-join-role";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createTestMember } from "@/server/testing/member-factory";
import { createTestDirectory } from "@/server/testing/scim-factory";
import { createTestSso } from "@/server/testing/sso-factory";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createScimToken } from "./create-scim-token";
import { findDirectory } from "./find-token.queries";
import { getDirectory } from "./get-directory";
import { mapScimGroup } from "./map-scim-group";
import { revokeScimToken } from "./revoke-scim-token";

afterAll(disconnectDb);

async function proved(): Promise<TestOrg> {
  const org = await createTestOrg("enterprise");
  await createTestSso(org.orgId);
  return org;
}

async function withDirectory(): Promise<{ org: TestOrg; memberId: string; scimGroupId: string }> {
  const org = await proved();
  const memberId = await createTestMember(org, "member");
  const scimGroupId = `scg_${memberId}`;
  await createTestDirectory(org, { scimTokenId: `sct_${memberId}`, scimGroupId, memberId });
  return { org, memberId, scimGroupId };
}

const roleOf = async ({ orgId }: TestOrg, userId: string) =>
  (await systemDb().membership.findFirst({ where: { orgId, userId }, select: { role: true } }))?.role;

describe("a directory's token", () => {
  it("is shown once, kept as a hash, good at once and no more after it is revoked", async () => {
    const org = await proved();
    const { token, secret } = await createScimToken(org.as());
    expect(await findDirectory(secret, new Date())).toEqual({ orgId: org.orgId, planId: "enterprise" });
    expect(await findInDatabase(secret, org)).toEqual([]);
    const [listed] = (await getDirectory(org.as())).tokens;
    expect(listed).toMatchObject({ id: token.id, lastFour: secret.slice(-4), createdByLabel: "Test Owner" });
    expect(listed?.lastUsedAt).not.toBeNull();
    await revokeScimToken(org.as(), { tokenId: token.id });
    expect(await findDirectory(secret, new Date())).toBeNull();
    expect(await codeOf(revokeScimToken(org.as(), { tokenId: token.id }))).toBe("not_found");
    const actions = (await auditTrail(org)).map(({ action }) => action);
    expect(actions).toEqual(["scim_token.created", "scim_token.revoked"]);
  });

  it("is made by owners and admins, on a plan that has it, once a domain is proved, twice at most", async () => {
    const org = await proved();
    expect(await rolesThatMay(org, createScimToken)).toEqual(["owner", "admin"]);
    expect(await codeOf(createScimToken(org.as()))).toBe("limit_exceeded");
    expect(await codeOf(createScimToken((await createTestOrg("pro")).as()))).toBe("plan_required");
    expect(await codeOf(createScimToken((await createTestOrg("enterprise")).as()))).toBe("conflict");
  });

  it("asked for many times at once is still made twice only", async () => {
    const org = await proved();
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(createScimToken(org.as()))));
    expect(codes.filter((code) => code === "ok")).toHaveLength(2);
  });
});

describe("what a group stands for", () => {
  it("is given to its people at once and taken again, with one entry in the audit log each time", async () => {
    const { org, memberId, scimGroupId: groupId } = await withDirectory();
    expect(await rolesThatMay(org, (ctx) => mapScimGroup(ctx, { groupId, role: null }))).toEqual([
      "owner",
      "admin",
    ]);
    const mapped = await mapScimGroup(org.as(), { groupId, role: "viewer" });
    expect(mapped.groups).toMatchObject([{ id: groupId, role: "viewer", members: 1 }]);
    expect(await roleOf(org, memberId)).toBe("viewer");
    await mapScimGroup(org.as(), { groupId, role: "viewer" });
    await mapScimGroup(org.as(), { groupId, role: null });
    expect(await roleOf(org, memberId)).toBe("member");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "scim_group.mapped",
      "scim_group.mapped",
    ]);
  });

  it("is never owner", async () => {
    const { org, scimGroupId: groupId } = await withDirectory();
    const input = JSON.parse(JSON.stringify({ groupId, role: "owner" }));
    expect(await codeOf(mapScimGroup(org.as(), input))).toBe("invalid_request");
  });
});

describe("signing in by single sign-on", () => {
  const visit = () => ({ requestId: "req", address: null, now: new Date() });

  it("for the first time makes somebody what is set, or what their groups stand for", async () => {
    const { org, memberId, scimGroupId: groupId } = await withDirectory();
    await setJoinRole(org.as(), { role: "rater" });
    const leave = () => systemDb().membership.deleteMany({ where: { orgId: org.orgId, userId: memberId } });
    const join = (userId: string) => joinBySso(visit(), org, { userId, email: "a@b.c", label: "A" });
    await leave();
    await join(memberId);
    expect(await roleOf(org, memberId)).toBe("rater");
    await leave();
    await mapScimGroup(org.as(), { groupId, role: "admin" });
    await join(memberId);
    expect(await roleOf(org, memberId)).toBe("admin");
  });

  it("does not bring back whom the directory has put out", async () => {
    const { org, memberId } = await withDirectory();
    const where = { orgId: org.orgId, userId: memberId };
    await systemDb().membership.deleteMany({ where });
    await systemDb().scimUser.updateMany({ where, data: { isActive: false } });
    const join = joinBySso(visit(), org, { userId: memberId, email: "a@b.c", label: "A" });
    expect(await codeOf(join)).toBe("permission_denied");
    expect(await roleOf(org, memberId)).toBeUndefined();
  });
});
