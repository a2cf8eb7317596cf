import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { writeAudit } from "@/server/core/audit";
import { disconnectDb } from "@/server/db/client";
import { withTenant } from "@/server/db/tenant";
import { env } from "@/server/env";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { exportAudit } from "./export-audit";
import { listAudit } from "./list-audit";
import { listAuditFacets } from "./list-audit-facets";
import { verifyAudit } from "./verify-audit";

afterAll(disconnectDb);

async function write(org: TestOrg, actions: readonly string[], at = new Date()) {
  const ctx = { ...org.as(), now: () => at };
  for (const action of actions)
    await withTenant(org, (tx) =>
      writeAudit(tx, ctx, {
        action,
        targetKind: "thing",
        targetId: `t_${action}`,
        changes: { b: 1, a: [null, "x"] },
      }),
    );
}

/** As whoever owns the database could: the product's own roles may only add. */
async function tamper(statement: string, values: unknown[]): Promise<void> {
  const client = new Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

describe("the audit log", () => {
  it("is read page by page, the newest first, under the filters", async () => {
    const org = await createTestOrg();
    await write(org, ["key.created", "key.revoked", "route.created"], new Date("2026-11-01T10:00:00Z"));
    await write(org, ["key.created"], new Date("2026-11-02T10:00:00Z"));
    const actions = async (input: Parameters<typeof listAudit>[1]) =>
      (await listAudit(org.as(), input)).items.map(({ action }) => action);
    const first = await listAudit(org.as(), { limit: 3 });
    expect(first.items.map(({ sequence }) => sequence)).toEqual([4, 3, 2]);
    const second = await listAudit(org.as(), { limit: 3, cursor: first.nextCursor });
    expect([second.items.map(({ sequence }) => sequence), second.nextCursor]).toEqual([[1], null]);
    expect(await actions({ action: "key" })).toEqual(["key.created", "key.revoked", "key.created"]);
    expect(await actions({ action: "key.revoked" })).toEqual(["key.revoked"]);
    expect(await actions({ targetId: "t_route.created" })).toEqual(["route.created"]);
    expect(await actions({ from: new Date("2026-11-02T00:00:00Z") })).toEqual(["key.created"]);
    expect(await actions({ to: new Date("2026-11-02T00:00:00Z"), action: "key.created" })).toEqual([
      "key.created",
    ]);
    expect(await actions({ actorId: "nobody" })).toEqual([]);
    expect(await listAuditFacets(org.as())).toEqual({
      actions: [
        { value: "key.created", label: "key.created", count: 2 },
        { value: "key.revoked", label: "key.revoked", count: 1 },
        { value: "route.created", label: "route.created", count: 1 },
      ],
      actors: [{ value: org.userId, label: "Test Owner", count: 4 }],
    });
  });

  it("shows nothing of another organisation, and takes none of its cursors", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    await write(theirs, ["key.created", "key.revoked"]);
    const { nextCursor } = await listAudit(theirs.as(), { limit: 1 });
    expect((await listAudit(mine.as(), { targetId: "t_key.created" })).items).toEqual([]);
    expect(await codeOf(listAudit(mine.as(), { cursor: nextCursor }))).toBe("invalid_request");
  });

  it("is for owners and admins, and exported on the plan that has it", async () => {
    const org = await createTestOrg("enterprise");
    const managers = ["owner", "admin"];
    expect(await rolesThatMay(org, (ctx) => listAudit(ctx, {}))).toEqual(managers);
    expect(await rolesThatMay(org, verifyAudit)).toEqual(managers);
    expect(await rolesThatMay(org, (ctx) => exportAudit(ctx, {}))).toEqual(managers);
    const pro = await createTestOrg("pro");
    await expect(exportAudit(pro.as(), {})).rejects.toMatchObject({
      code: "plan_required",
      feature: "audit_export",
    });
  });

  it("notes each export once, however many pages it has", async () => {
    const org = await createTestOrg("enterprise");
    await write(org, ["a.b", "a.c", "a.d"]);
    const first = await exportAudit(org.as(), { limit: 2 });
    await exportAudit(org.as(), { limit: 2, cursor: first.nextCursor });
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "a.b",
      "a.c",
      "a.d",
      "audit.exported",
    ]);
  });
});

describe("the chain of the audit log", () => {
  it("fits, also when it is empty or longer than what is read at once", async () => {
    const org = await createTestOrg();
    expect(await verifyAudit(org.as())).toMatchObject({ isIntact: true, entries: 0, headHash: null });
    await write(org, ["a.b", "a.c", "a.d"]);
    const { items } = await listAudit(org.as(), { limit: 1 });
    expect(await verifyAudit(org.as())).toMatchObject({
      isIntact: true,
      entries: 3,
      headHash: items[0]?.hash,
    });
  });

  it.each([
    [
      "an altered entry",
      "update audit_entries set action = 'x.y' where org_id = $1 and sequence = 2",
      2,
      "altered",
    ],
    [
      "another target",
      "update audit_entries set target_id = 'x' where org_id = $1 and sequence = 3",
      3,
      "altered",
    ],
    [
      "altered changes",
      `update audit_entries set changes = '{"a":[null,"y"],"b":1}' where org_id = $1 and sequence = 1`,
      1,
      "altered",
    ],
    ["a missing entry", "delete from audit_entries where org_id = $1 and sequence = 2", 2, "missing"],
    ["a missing start", "delete from audit_entries where org_id = $1 and sequence = 1", 1, "missing"],
    [
      "an entry with a hash of its own",
      "update audit_entries set prev_hash = 'x' where org_id = $1 and sequence = 2",
      2,
      "unlinked",
    ],
  ])("shows %s", async (_what, statement, brokenAt, reason) => {
    const org = await createTestOrg();
    await write(org, ["a.b", "a.c", "a.d"]);
    await tamper(statement, [org.orgId]);
    expect(await verifyAudit(org.as())).toMatchObject({
      isIntact: false,
      brokenAt,
      reason,
      entries: brokenAt - 1,
    });
  });

  it("of one organisation does not mind what is done to another’s", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    await write(mine, ["a.b"]);
    await write(theirs, ["a.b"]);
    await tamper("update audit_entries set action = 'x.y' where org_id = $1", [theirs.orgId]);
    expect((await verifyAudit(mine.as())).isIntact).toBe(true);
    expect((await verifyAudit(theirs.as())).isIntact).toBe(false);
  });
});
