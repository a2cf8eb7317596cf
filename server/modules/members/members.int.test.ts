import { afterAll, describe, expect, it } from "vitest";
import { INVITATION_DAYS } from "@/server/contracts/members";
import { ROLES } from "@/server/contracts/permissions";
import type { Ctx } from "@/server/core/context";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { lockOrganization } from "@/server/modules/organizations";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestMember } from "@/server/testing/member-factory";
import { queuedMails, tokenIn } from "@/server/testing/queued-mails";
import { createTestSso } from "@/server/testing/sso-factory";
import { untilBlocking } from "@/server/testing/until-blocking";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { acceptInvitation } from "./accept-invitation";
import { changeRole } from "./change-role";
import { inviteMember } from "./invite-member";
import { joinWithPassword } from "./join-with-password";
import { leaveOrganization } from "./leave-organization";
import { listMembers } from "./list-members";
import { openInvitation } from "./open-invitation";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import { transferOwnership } from "./transfer-ownership";

afterAll(disconnectDb);

const ORIGIN = "https://app.test.invalid";
const DAY_MS = 86_400_000;
const visit = (now = new Date()) => ({ requestId: uuidv7(), address: null, now });
const anEmail = () => `${uuidv7()}@test.invalid`;

async function inviteTo(org: TestOrg, email = anEmail(), role: (typeof ROLES)[number] = "member") {
  const invitation = await inviteMember(org.as(), { email, role }, ORIGIN);
  const token = tokenIn((await queuedMails(org)).findLast(({ to }) => to === email.toLowerCase()));
  return { ...invitation, token };
}

async function createPerson(email = anEmail()) {
  const id = `usr_${uuidv7()}`;
  await systemDb().user.create({ data: { id, email, name: "Bo" } });
  return { userId: id, email, name: "Bo" };
}

const rolesIn = async (org: TestOrg) =>
  Object.fromEntries((await listMembers(org.as())).items.map(({ userId, role }) => [userId, role]));

describe("an invitation", () => {
  it("lets the owner of its address in, once, with the role that was meant", async () => {
    const org = await createTestOrg();
    const person = await createPerson();
    const { token } = await inviteTo(org, person.email.toUpperCase(), "viewer");
    expect(await openInvitation(visit(), { token })).toMatchObject({
      state: "open",
      organizationName: "Test organisation",
      email: person.email,
      role: "viewer",
      invitedBy: "Test Owner",
      hasAccount: true,
    });
    await acceptInvitation(visit(), person, { token });
    expect((await rolesIn(org))[person.userId]).toBe("viewer");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["member.invited", "member.joined"]);
    expect(await codeOf(acceptInvitation(visit(), person, { token }))).toBe("conflict");
    expect((await openInvitation(visit(), { token })).state).toBe("accepted");
  });

  it("is of no use to anybody else who has the link", async () => {
    const org = await createTestOrg();
    const { token } = await inviteTo(org);
    const other = await createPerson();
    expect(await codeOf(acceptInvitation(visit(), other, { token }))).toBe("not_found");
    expect(await codeOf(acceptInvitation(visit(), other, { token: "unknown" }))).toBe("not_found");
    expect(Object.keys(await rolesIn(org))).toEqual([org.userId]);
  });

  it("makes an account for an address that has none, with the address proved and no organisation of its own", async () => {
    const org = await createTestOrg();
    const { token, email } = await inviteTo(org);
    const input = { token, name: "Cy", password: "long enough 1" };
    expect((await openInvitation(visit(), { token })).hasAccount).toBe(false);
    await joinWithPassword(visit(), input);
    const user = await systemDb().user.findUniqueOrThrow({
      where: { email },
      include: { memberships: true },
    });
    expect(user.emailVerifiedAt).not.toBeNull();
    expect(user.memberships.map(({ orgId, role }) => [orgId, role])).toEqual([[org.orgId, "member"]]);
    expect(await codeOf(joinWithPassword(visit(), input))).toBe("conflict");
  });

  it("makes no account with a password where the address has to sign in by single sign-on", async () => {
    const org = await createTestOrg();
    const sso = await createTestOrg("enterprise");
    const domain = await createTestSso(sso.orgId);
    await systemDb().ssoConnection.update({ where: { orgId: sso.orgId }, data: { isEnforced: true } });
    const { token, email } = await inviteTo(org, `cy@${domain}`);
    expect(await codeOf(joinWithPassword(visit(), { token, name: "Cy", password: "long enough 1" }))).toBe(
      "conflict",
    );
    expect(await systemDb().user.count({ where: { email } })).toBe(0);
  });

  it("never sets the password of an account that exists", async () => {
    const org = await createTestOrg();
    const person = await createPerson();
    const { token } = await inviteTo(org, person.email);
    const input = { token, name: "Cy", password: "long enough 1" };
    expect(await codeOf(joinWithPassword(visit(), input))).toBe("conflict");
    const { passwordHash } = await systemDb().user.findUniqueOrThrow({ where: { id: person.userId } });
    expect(passwordHash).toBeNull();
    expect((await openInvitation(visit(), { token })).state).toBe("open");
  });

  it("and a directory that brings the same person at the same moment do not wait for each other for ever", async () => {
    const org = await createTestOrg();
    const { token, email } = await inviteTo(org);
    const joined = await systemDb().$transaction(async (tx) => {
      await lockOrganization(tx, org);
      const joining = codeOf(joinWithPassword(visit(), { token, name: "Di", password: "long enough 12" }));
      await untilBlocking(tx);
      const data = { id: `usr_${uuidv7()}`, email, name: "Di" };
      await tx.user.create({ data, select: { id: true } });
      return { joining };
    });
    expect(await joined.joining).toBe("conflict");
    expect(await systemDb().user.count({ where: { email } })).toBe(1);
  });

  it("used by many at once makes one member", async () => {
    const org = await createTestOrg();
    const person = await createPerson();
    const { token } = await inviteTo(org, person.email);
    const tries = Array.from({ length: 5 }, () => codeOf(acceptInvitation(visit(), person, { token })));
    expect((await Promise.all(tries)).filter((code) => code === "ok")).toHaveLength(1);
  });

  it("runs out, and can be sent again with a new link that replaces the old one", async () => {
    const org = await createTestOrg();
    const person = await createPerson();
    const { id, token } = await inviteTo(org, person.email);
    const late = visit(new Date(Date.now() + INVITATION_DAYS * DAY_MS + 1_000));
    expect(await codeOf(acceptInvitation(late, person, { token }))).toBe("conflict");
    await resendInvitation(org.as(), { invitationId: id }, ORIGIN);
    const fresh = tokenIn((await queuedMails(org)).at(-1));
    expect(fresh).not.toBe(token);
    expect(await codeOf(acceptInvitation(visit(), person, { token }))).toBe("not_found");
    expect(await codeOf(acceptInvitation(visit(), person, { token: fresh }))).toBe("ok");
  });

  it("that was withdrawn lets nobody in and frees its seat", async () => {
    const org = await createTestOrg();
    const person = await createPerson();
    const { id, token } = await inviteTo(org, person.email);
    await revokeInvitation(org.as(), { invitationId: id });
    expect(await codeOf(acceptInvitation(visit(), person, { token }))).toBe("conflict");
    expect((await listMembers(org.as())).seats.used).toBe(1);
    expect((await openInvitation(visit(), { token })).state).toBe("revoked");
  });

  it("is not made twice, nor for a member", async () => {
    const org = await createTestOrg();
    const { email } = await inviteTo(org);
    expect(await codeOf(inviteTo(org, email))).toBe("conflict");
    const userId = await createTestMember(org, "viewer");
    expect(await codeOf(inviteTo(org, `${userId}@test.invalid`))).toBe("conflict");
  });

  it("keeps no link in the database", async () => {
    const org = await createTestOrg();
    const { token } = await inviteTo(org);
    const rows = [
      await systemDb().invitation.findMany({ where: { orgId: org.orgId } }),
      await systemDb().outboxMessage.findMany({ where: { orgId: org.orgId } }),
      await systemDb().auditEntry.findMany({ where: { orgId: org.orgId } }),
    ];
    expect(token).toHaveLength(40);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("the seats of a plan", () => {
  it("hold against many invitations at once", async () => {
    const org = await createTestOrg("free");
    const tries = Array.from({ length: 6 }, () =>
      codeOf(inviteMember(org.as(), { email: anEmail(), role: "member" }, ORIGIN)),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === "ok")).toHaveLength(2);
    expect(codes.filter((code) => code === "limit_exceeded")).toHaveLength(4);
    expect((await listMembers(org.as())).seats).toEqual({ used: 3, max: 3 });
  });

  it("are none that an expired invitation holds, until it is sent again", async () => {
    const org = await createTestOrg("free");
    const first = await inviteTo(org);
    await systemDb().invitation.update({ where: { id: first.id }, data: { expiresAt: new Date() } });
    await inviteTo(org);
    await inviteTo(org);
    expect(await codeOf(resendInvitation(org.as(), { invitationId: first.id }, ORIGIN))).toBe(
      "limit_exceeded",
    );
  });

  it("still hold when the plan was lowered before somebody accepts", async () => {
    const org = await createTestOrg("pro");
    const person = await createPerson();
    const { token } = await inviteTo(org, person.email);
    for (const role of ["member", "viewer"] as const) await createTestMember(org, role);
    await systemDb().subscription.update({ where: { orgId: org.orgId }, data: { planId: "free" } });
    expect(await codeOf(acceptInvitation(visit(), person, { token }))).toBe("limit_exceeded");
    expect((await openInvitation(visit(), { token })).state).toBe("open");
  });
});

describe("roles", () => {
  it("are changed, and members removed and invited, by owners and admins only", async () => {
    const org = await createTestOrg("pro");
    const userId = await createTestMember(org, "member");
    const { id } = await inviteTo(org);
    const managers = ["owner", "admin"];
    expect(await rolesThatMay(org, (ctx) => changeRole(ctx, { userId, role: "viewer" }))).toEqual(managers);
    expect(
      await rolesThatMay(org, (ctx) => inviteMember(ctx, { email: anEmail(), role: "viewer" }, ORIGIN)),
    ).toEqual(managers);
    expect(await rolesThatMay(org, (ctx) => resendInvitation(ctx, { invitationId: id }, ORIGIN))).toEqual(
      managers,
    );
    expect(await rolesThatMay(org, (ctx) => removeMember(ctx, { userId }))).toEqual(managers);
    expect(await rolesThatMay(org, (ctx) => transferOwnership(ctx, { userId }, ORIGIN))).toEqual(["owner"]);
  });

  it.each(ROLES)("of %s: an admin changes everybody but owners, and makes nobody owner", async (role) => {
    const org = await createTestOrg("pro");
    const admin = org.as("admin");
    const userId = await createTestMember(org, role);
    const expected = role === "owner" ? "permission_denied" : "ok";
    expect(await codeOf(changeRole(admin, { userId, role: "owner" }))).toBe("permission_denied");
    expect(await codeOf(inviteMember(admin, { email: anEmail(), role }, ORIGIN))).toBe(expected);
    expect(await codeOf(changeRole(admin, { userId, role: "viewer" }))).toBe(expected);
    expect(await codeOf(removeMember(admin, { userId }))).toBe(expected);
  });

  it("leave an organisation with an owner: the last one is not removed, lowered or let go", async () => {
    const org = await createTestOrg();
    const me = { userId: org.userId };
    expect(await codeOf(changeRole(org.as(), { ...me, role: "admin" }))).toBe("conflict");
    expect(await codeOf(removeMember(org.as(), me))).toBe("conflict");
    expect(await codeOf(leaveOrganization(org.as()))).toBe("conflict");
    await createTestMember(org, "owner");
    expect(await codeOf(leaveOrganization(org.as()))).toBe("ok");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["member.left"]);
  });

  it("leave an owner also when two owners go at once", async () => {
    const org = await createTestOrg();
    const userId = await createTestMember(org, "owner");
    const other = { ...org.as(), actor: { kind: "user", userId, label: "B", role: "owner" } as const };
    const codes = await Promise.all([codeOf(leaveOrganization(org.as())), codeOf(leaveOrganization(other))]);
    expect(codes.sort()).toEqual(["conflict", "ok"]);
  });

  it("leave an owner also when two owners lower, or remove, each other at once", async () => {
    for (const change of [
      (ctx: Ctx, userId: string) => changeRole(ctx, { userId, role: "viewer" }),
      (ctx: Ctx, userId: string) => removeMember(ctx, { userId }),
    ]) {
      const org = await createTestOrg();
      const userId = await createTestMember(org, "owner");
      const other = { ...org.as(), actor: { kind: "user", userId, label: "B", role: "owner" } as const };
      await Promise.allSettled([change(org.as(), userId), change(other, org.userId)]);
      expect(Object.values(await rolesIn(org)).filter((role) => role === "owner")).toHaveLength(1);
    }
  });

  it("change hands in a transfer, which is told to the new owner", async () => {
    const org = await createTestOrg();
    const userId = await createTestMember(org, "admin");
    await transferOwnership(org.as(), { userId }, ORIGIN);
    expect(await rolesIn(org)).toEqual({ [org.userId]: "admin", [userId]: "owner" });
    expect((await queuedMails(org)).map(({ to }) => to)).toEqual([`${userId}@test.invalid`.toLowerCase()]);
    expect(await codeOf(transferOwnership(org.as(), { userId }, ORIGIN))).toBe("conflict");
  });

  it("of another organisation’s members cannot be touched", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    const userId = await createTestMember(theirs, "member");
    const { id } = await inviteTo(theirs);
    expect(await codeOf(changeRole(mine.as(), { userId, role: "viewer" }))).toBe("not_found");
    expect(await codeOf(removeMember(mine.as(), { userId }))).toBe("not_found");
    expect(await codeOf(transferOwnership(mine.as(), { userId }, ORIGIN))).toBe("not_found");
    expect(await codeOf(revokeInvitation(mine.as(), { invitationId: id }))).toBe("not_found");
  });
});
