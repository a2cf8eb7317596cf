import { afterAll, describe, expect, it } from "vitest";
import { randomBase62 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { getLiveLogin, startLogin } from "@/server/modules/identity";
import * as recorded from "@/server/modules/scim/fixtures/directory-requests";
import { mapScimGroup } from "@/server/modules/scim/map-scim-group";
import { DirectoryClient } from "@/server/testing/directory-client";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestMember } from "@/server/testing/member-factory";
import { createTestScimToken } from "@/server/testing/scim-factory";
import { createTestSso } from "@/server/testing/sso-factory";
import { auditTrail } from "@/server/testing/verb-checks";

afterAll(disconnectDb);

const { patch } = recorded;

interface Connected {
  org: TestOrg;
  directory: DirectoryClient;
  domain: string;
  email(name: string): string;
}

async function connected(): Promise<Connected> {
  const org = await createTestOrg("enterprise");
  const domain = await createTestSso(org.orgId);
  const directory = new DirectoryClient(await createTestScimToken(org.orgId));
  return { org, directory, domain, email: (name) => `${name}@${domain}` };
}

const actionsOf = async (org: TestOrg) => (await auditTrail(org)).map(({ action }) => action);

async function memberOf({ orgId }: TestOrg, email: string) {
  return systemDb().membership.findFirst({
    where: { orgId, user: { email } },
    select: { userId: true, role: true },
  });
}

const userBody = (userName: string, over: object = {}) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  userName,
  ...over,
});

describe("a directory like Okta", () => {
  it("brings people and groups, changes them and lets them go", async () => {
    const { org, directory, email } = await connected();
    const ann = email("ann");
    expect(await directory.play(recorded.oktaCreates(ann))).toEqual([]);
    expect(await memberOf(org, ann)).toMatchObject({ role: "member" });
    expect(await directory.play(recorded.oktaSyncs(ann))).toEqual([]);
    const { body } = await directory.send("GET", "/Users/{user}");
    expect(body).toMatchObject({
      userName: ann,
      externalId: "00ujl29u0le5T6Aj10h7",
      name: { givenName: "Another", familyName: "User", formatted: "Another User" },
      emails: [{ value: ann, primary: true }],
      active: true,
      meta: { resourceType: "User", location: expect.stringContaining(`/scim/v2/Users/${body.id}`) },
    });
    expect(await directory.play(recorded.OKTA_PUSHES_GROUP)).toEqual([]);
    const groupId = directory.ids.get("group") ?? "";
    await mapScimGroup(org.as(), { groupId, role: "admin" });
    expect(await directory.play(recorded.OKTA_ADDS_MEMBER)).toEqual([]);
    expect(await memberOf(org, ann)).toMatchObject({ role: "admin" });
    expect(await directory.play(recorded.OKTA_REMOVES_MEMBER)).toEqual([]);
    expect(await memberOf(org, ann)).toMatchObject({ role: "member" });
    expect(await directory.play(recorded.OKTA_DEACTIVATES)).toEqual([]);
    expect(await memberOf(org, ann)).toBeNull();
    expect(await actionsOf(org)).toEqual([
      "scim_user.created",
      "scim_user.updated",
      "scim_group.created",
      "scim_group.mapped",
      "scim_group.updated",
      "scim_group.updated",
      "scim_user.deactivated",
    ]);
    const entry = await systemDb().auditEntry.findFirstOrThrow({
      where: { orgId: org.orgId, action: "scim_user.created" },
    });
    expect(entry).toMatchObject({ actorKind: "job", actorLabel: "SCIM", changes: { email: ann } });
  });
});

describe("a directory like Entra ID", () => {
  it("brings people and groups, moves addresses and lets them go", async () => {
    const { org, directory, email } = await connected();
    const [joy, moved] = [email("joy"), email("joy.smith")];
    expect(await directory.play(recorded.entraCreates(joy))).toEqual([]);
    expect(await directory.play(recorded.entraSyncs(joy, moved))).toEqual([]);
    expect(await memberOf(org, joy)).toBeNull();
    expect(await memberOf(org, moved)).not.toBeNull();
    const { body } = await directory.send("GET", "/Users/{user}");
    expect(body).toMatchObject({
      userName: moved,
      displayName: "Joy Young-Smith",
      name: { familyName: "Young-Smith", givenName: "Joy" },
    });
    expect(await directory.play(recorded.ENTRA_PUSHES_GROUP)).toEqual([]);
    expect(await directory.play(recorded.ENTRA_ADDS_MEMBER)).toEqual([]);
    const groups = await directory.send("GET", "/Users/{user}");
    expect(groups.body.groups).toMatchObject([{ display: "Sales" }]);
    expect(await directory.play(recorded.ENTRA_REMOVES_MEMBER)).toEqual([]);
    expect(await directory.play(recorded.ENTRA_DEACTIVATES)).toEqual([]);
    expect(await memberOf(org, moved)).toBeNull();
    expect((await directory.send("DELETE", "/Users/{user}")).status).toBe(204);
    expect((await directory.send("DELETE", "/Users/{user}")).status).toBe(404);
  });
});

describe("the same sync twice", () => {
  it("changes nothing the second time, and writes nothing into the audit log", async () => {
    const { org, directory, email } = await connected();
    const [ann, joy, moved] = [email("ann"), email("joy"), email("joy.smith")];
    await directory.play([...recorded.oktaCreates(ann), ...recorded.OKTA_PUSHES_GROUP]);
    await mapScimGroup(org.as(), { groupId: directory.ids.get("group") ?? "", role: "viewer" });
    const sync = [...recorded.oktaSyncs(ann), ...recorded.OKTA_ADDS_MEMBER];
    expect(await directory.play(sync)).toEqual([]);
    const other = new DirectoryClient(await createTestScimToken(org.orgId));
    const entra = [...recorded.entraSyncs(joy, moved), ...recorded.ENTRA_ADDS_MEMBER];
    const gone = [...recorded.ENTRA_REMOVES_MEMBER, ...recorded.ENTRA_DEACTIVATES];
    await other.play([...recorded.entraCreates(joy), ...recorded.ENTRA_PUSHES_GROUP]);
    expect(await other.play([...entra, ...gone])).toEqual([]);
    const stateOf = async () => {
      const where = { orgId: org.orgId };
      return {
        audit: await systemDb().auditEntry.count({ where }),
        members: await systemDb().membership.findMany({ where, orderBy: { userId: "asc" } }),
        users: await systemDb().scimUser.findMany({ where, orderBy: { id: "asc" } }),
        groups: await systemDb().scimGroup.findMany({ where, orderBy: { id: "asc" } }),
        inGroups: await systemDb().scimGroupMember.findMany({ where, orderBy: { groupId: "asc" } }),
      };
    };
    const before = await stateOf();
    expect(await directory.play(sync)).toEqual([]);
    expect(await other.play(gone)).toEqual([]);
    expect(await stateOf()).toEqual(before);
  });
});

describe("whom a directory may bring", () => {
  it("is people of the proved domain, and nobody before it is proved", async () => {
    const { org, directory } = await connected();
    const foreign = await directory.send("POST", "/Users", userBody("eve@elsewhere.example"));
    expect([foreign.status, foreign.body.scimType]).toEqual([400, "invalidValue"]);
    const { domain } = await systemDb().ssoConnection.update({
      where: { orgId: org.orgId },
      data: { domainVerifiedAt: null },
    });
    const early = await directory.send("POST", "/Users", userBody(`ann@${domain}`));
    expect(early.status).toBe(403);
    expect(early.body.detail).toContain("Prove your domain");
    expect(await auditTrail(org)).toEqual([]);
  });

  it("joins with the account that has the address, and takes it from whoever had not proved it", async () => {
    const { org, directory, email } = await connected();
    const other = await createTestOrg();
    const ann = await createTestMember(other, "owner");
    await systemDb().user.update({
      where: { id: ann },
      data: { email: email("ann"), emailVerifiedAt: null, passwordHash: "a stranger's" },
    });
    const login = await startLogin(ann, null, new Date());
    expect((await directory.send("POST", "/Users", userBody(email("ANN")))).status).toBe(201);
    expect(await memberOf(org, email("ann"))).toMatchObject({ userId: ann, role: "member" });
    const user = await systemDb().user.findUniqueOrThrow({ where: { id: ann } });
    expect(user.passwordHash).toBeNull();
    expect(await getLiveLogin(login, new Date())).toBeNull();
    expect(await systemDb().membership.count({ where: { userId: ann } })).toBe(2);
  });

  it("is each person once: a name or address that is there is a conflict", async () => {
    const { directory, email } = await connected();
    const emails = [{ value: email("ann"), type: "work" }];
    const body = userBody("ann", { emails });
    expect((await directory.send("POST", "/Users", body)).status).toBe(201);
    for (const again of [body, userBody("ANN", { emails }), userBody(email("ann"))]) {
      const { status, body: answer } = await directory.send("POST", "/Users", again);
      expect([status, answer.scimType, answer.status]).toEqual([409, "uniqueness", "409"]);
    }
  });

  it("comes in as the connection says, also by single sign-on, unless a group says otherwise", async () => {
    const { org, directory, email } = await connected();
    await systemDb().ssoConnection.update({ where: { orgId: org.orgId }, data: { joinRole: "rater" } });
    await directory.send("POST", "/Users", userBody(email("ann")));
    expect(await memberOf(org, email("ann"))).toMatchObject({ role: "rater" });
    await directory.play(recorded.OKTA_PUSHES_GROUP);
    await directory.play(recorded.OKTA_ADDS_MEMBER);
    await mapScimGroup(org.as(), { groupId: directory.ids.get("group") ?? "", role: "viewer" });
    expect(await memberOf(org, email("ann"))).toMatchObject({ role: "viewer" });
    await directory.play([...recorded.OKTA_DEACTIVATES, ...recorded.OKTA_REACTIVATES]);
    expect(await memberOf(org, email("ann"))).toMatchObject({ role: "viewer" });
    await directory.send("DELETE", "/Groups/{group}");
    expect(await memberOf(org, email("ann"))).toMatchObject({ role: "rater" });
  });
});

describe("whom a directory lets go", () => {
  it("is out at the next request, signed out, and cannot come back by an old invitation", async () => {
    const { org, directory, email } = await connected();
    await directory.play(recorded.oktaCreates(email("ann")));
    const member = await memberOf(org, email("ann"));
    const login = await startLogin(member?.userId ?? "", null, new Date());
    const expiresAt = new Date(Date.now() + 60_000);
    const invitation = {
      orgId: org.orgId,
      email: email("ann"),
      role: "admin" as const,
      invitedBy: org.userId,
    };
    const id = `inv_${randomBase62(20)}`;
    await systemDb().invitation.create({ data: { id, tokenHash: id, expiresAt, ...invitation } });
    await directory.play(recorded.ENTRA_DEACTIVATES);
    expect(await memberOf(org, email("ann"))).toBeNull();
    expect(await getLiveLogin(login, new Date())).toBeNull();
    expect((await systemDb().invitation.findUniqueOrThrow({ where: { id } })).revokedAt).not.toBeNull();
  });

  it("is never the last owner, who also keeps the role whatever a group says", async () => {
    const { org, directory, email } = await connected();
    await systemDb().user.update({ where: { id: org.userId }, data: { email: email("owner") } });
    await directory.play(recorded.oktaCreates(email("owner")));
    await directory.play([...recorded.OKTA_PUSHES_GROUP, ...recorded.OKTA_ADDS_MEMBER]);
    await mapScimGroup(org.as(), { groupId: directory.ids.get("group") ?? "", role: "viewer" });
    expect(await memberOf(org, email("owner"))).toMatchObject({ role: "owner" });
    const before = await auditTrail(org);
    const off = patch({ op: "replace", value: { active: false } });
    for (const reply of [
      await directory.send("PATCH", "/Users/{user}", off),
      await directory.send("PUT", "/Users/{user}", userBody(email("owner"), { active: false })),
      await directory.send("DELETE", "/Users/{user}"),
    ]) {
      expect(reply.status).toBe(409);
      expect(reply.body.detail).toContain("needs an owner");
    }
    expect(await memberOf(org, email("owner"))).toMatchObject({ role: "owner" });
    expect(await auditTrail(org)).toEqual(before);
    await createTestMember(org, "owner");
    expect((await directory.send("PATCH", "/Users/{user}", off)).status).toBe(200);
  });
});

describe("an address of a domain that was the organisation's once", () => {
  it("stays the account's: with the new domain nobody gets at it", async () => {
    const { org, directory, email } = await connected();
    await directory.play(recorded.oktaCreates(email("ann")));
    const member = await memberOf(org, email("ann"));
    const domain = `new-${randomBase62(8).toLowerCase()}.example`;
    await systemDb().ssoConnection.update({ where: { orgId: org.orgId }, data: { domain } });
    const moved = await directory.send("PUT", "/Users/{user}", userBody(`ann@${domain}`));
    expect(moved.status).toBe(200);
    const user = await systemDb().user.findUniqueOrThrow({ where: { id: member?.userId ?? "" } });
    expect(user.email).toBe(email("ann"));
  });
});

describe("another organisation's directory", () => {
  it("finds nothing, as for ids that nobody has, and changes nothing", async () => {
    const [mine, theirs] = [await connected(), await connected()];
    await theirs.directory.play(recorded.oktaCreates(theirs.email("ann")));
    await theirs.directory.play(recorded.OKTA_PUSHES_GROUP);
    const before = await auditTrail(theirs.org);
    const [user, group] = [theirs.directory.ids.get("user"), theirs.directory.ids.get("group")];
    const asked: [string, string, unknown?][] = [];
    for (const path of [`/Users/${user}`, `/Groups/${group}`]) {
      asked.push(
        ["GET", path],
        ["DELETE", path],
        ["PATCH", path, patch({ op: "replace", value: { displayName: "x" } })],
      );
      asked.push(["PUT", path, { userName: mine.email("x"), displayName: "x" }]);
    }
    for (const [method, path, body] of asked) {
      const reply = await mine.directory.send(method, path, body);
      const unknown = await mine.directory.send(method, path.replace(/_.*/, "_nobody"), body);
      expect(reply.status).toBe(404);
      expect(reply.body).toEqual(unknown.body);
    }
    await mine.directory.play(recorded.OKTA_PUSHES_GROUP);
    const add = (value: string | undefined) =>
      mine.directory.send(
        "PATCH",
        "/Groups/{group}",
        patch({ op: "add", path: "members", value: [{ value }] }),
      );
    const [foreign, nobody] = [await add(user), await add("scu_nobody")];
    expect([foreign.status, foreign.body.scimType]).toEqual([400, "invalidValue"]);
    expect(foreign.body.detail.replace(user, "scu_nobody")).toBe(nobody.body.detail);
    const found = await mine.directory.send("GET", `/Users?filter=${encodeURIComponent(`id eq "${user}"`)}`);
    expect(found.body).toMatchObject({ totalResults: 0, Resources: [] });
    expect(await auditTrail(theirs.org)).toEqual(before);
  });
});

describe("a token", () => {
  it("is needed, and opens nothing once it is revoked or the plan has no directory", async () => {
    const { org, directory } = await connected();
    for (const token of [null, "fl_scim_unknown", "x"]) {
      const reply = await new DirectoryClient(token).send("GET", "/Users");
      expect([reply.status, reply.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="scim"']);
      expect(reply.headers.get("content-type")).toContain("application/scim+json");
    }
    expect((await directory.send("GET", "/Users")).status).toBe(200);
    const { orgId } = org;
    await systemDb().subscription.update({ where: { orgId }, data: { planId: "pro" } });
    const reply = await directory.send("GET", "/Users");
    expect([reply.status, reply.body.detail]).toEqual([403, "Directory sync: part of the Enterprise plan."]);
    await systemDb().scimToken.updateMany({ where: { orgId }, data: { revokedAt: new Date() } });
    expect((await directory.send("GET", "/Users")).status).toBe(401);
  });

  it("that is guessed is refused for a while, from that address only", async () => {
    const { directory } = await connected();
    const address = `203.0.113.${Math.floor(Math.random() * 250)}`;
    const guesser = new DirectoryClient("fl_scim_guess", address);
    let last = await guesser.send("GET", "/Users");
    for (let tries = 0; tries < 61; tries++) last = await guesser.send("GET", "/Users");
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await directory.send("GET", "/Users")).status).toBe(200);
  });
});

describe("lists", () => {
  it("are cut into pages and filtered; a filter that is not understood says so", async () => {
    const { directory, email } = await connected();
    for (const name of ["a", "b", "c_d", "cxd"])
      await directory.send("POST", "/Users", userBody(email(name)));
    const page = await directory.send("GET", "/Users?startIndex=2&count=2");
    expect(page.body).toMatchObject({ totalResults: 4, startIndex: 2, itemsPerPage: 2 });
    expect(page.body.Resources.map(({ userName }: { userName: string }) => userName)).toEqual([
      email("b"),
      email("c_d"),
    ]);
    expect((await directory.send("GET", "/Users?count=0")).body).toMatchObject({
      totalResults: 4,
      Resources: [],
    });
    const found = async (filter: string) =>
      (await directory.send("GET", `/Users?filter=${encodeURIComponent(filter)}`)).body.totalResults;
    // An underscore is no wildcard.
    expect(await found(`userName eq "${email("C_D")}"`)).toBe(1);
    expect(await found(`emails.value eq "${email("a")}"`)).toBe(1);
    expect(await found(`emails[type eq "work"].value eq "${email("a")}"`)).toBe(1);
    expect(await found(`emails[type eq "home"].value eq "${email("a")}"`)).toBe(0);
    expect(await found(`active eq true and userName eq "${email("b")}"`)).toBe(1);
    for (const filter of ['userName co "a"', "userName", 'title eq "x"', 'a eq "b" or c eq "d"', "", '"']) {
      const reply = await directory.send("GET", `/Users?filter=${encodeURIComponent(filter)}`);
      expect([reply.status, reply.body.scimType]).toEqual([400, "invalidFilter"]);
    }
    const names = await directory.send("GET", "/Users?attributes=userName&count=1");
    expect(Object.keys(names.body.Resources[0]).sort()).toEqual(["id", "schemas", "userName"]);
  });
});

describe("what is not SCIM", () => {
  it.each([
    ["PATCH", "/Users/{user}", patch({ op: "replace", path: "emails[", value: "x" }), 400, "invalidPath"],
    [
      "PATCH",
      "/Users/{user}",
      patch({ op: "replace", path: "__proto__.polluted", value: "x" }),
      400,
      "invalidPath",
    ],
    ["PATCH", "/Users/{user}", patch({ op: "replace", value: { active: "maybe" } }), 400, "invalidValue"],
    ["PATCH", "/Users/{user}", patch({ op: "move", path: "active", value: true }), 400, "invalidSyntax"],
    ["PATCH", "/Users/{user}", patch({ op: "remove" }), 400, "noTarget"],
    ["PATCH", "/Users/{user}", { Operations: [] }, 400, "invalidSyntax"],
    ["PUT", "/Users/{user}", {}, 400, "invalidValue"],
    ["POST", "/Users", [], 400, "invalidSyntax"],
    ["POST", "/Bulk", {}, 404, undefined],
    ["POST", "/Schemas", {}, 405, undefined],
    ["GET", "/Users/{user}/more", undefined, 404, undefined],
  ])("%s %s %j is refused in SCIM's own form", async (method, path, body, status, scimType) => {
    const { org, directory, email } = await connected();
    await directory.play(recorded.oktaCreates(email("ann")));
    const reply = await directory.send(method, path, body);
    expect([reply.status, reply.body.scimType]).toEqual([status, scimType]);
    expect(reply.body).toMatchObject({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      status: String(status),
      detail: expect.any(String),
    });
    expect(await actionsOf(org)).toEqual(["scim_user.created"]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
