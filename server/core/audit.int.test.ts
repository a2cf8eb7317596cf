import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { withTenant } from "@/server/db/tenant";
import { createTestOrg } from "@/server/testing/factories";
import { auditHash, writeAudit } from "./audit";

afterAll(disconnectDb);

describe("the audit log", () => {
  it("chains entries without gaps or forks when many are written at once", async () => {
    const org = await createTestOrg();
    const write = (name: string) =>
      withTenant(org, (tx) =>
        writeAudit(tx, org.as(), {
          action: "project.updated",
          targetKind: "project",
          targetId: name,
          changes: { b: 1, a: [name] },
        }),
      );
    await Promise.all(["1", "2", "3", "4", "5", "6"].map(write));
    const entries = await withTenant(org, (tx) => tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }));
    expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    entries.forEach((entry, index) => {
      expect(entry.prevHash).toBe(entries[index - 1]?.hash ?? "");
      expect(auditHash(entry)).toBe(entry.hash);
    });
  });

  it("shows a change of any recorded fact as a wrong hash", async () => {
    const org = await createTestOrg();
    await withTenant(org, (tx) =>
      writeAudit(tx, org.as(), { action: "api_key.created", targetKind: "api_key", targetId: "key_1" }),
    );
    const entry = await withTenant(org, (tx) => tx.auditEntry.findFirstOrThrow());
    for (const change of [
      { action: "api_key.revoked" },
      { actorId: "usr_other" },
      { changes: { x: 1 } },
      { createdAt: new Date(0) },
    ]) {
      expect(auditHash({ ...entry, ...change })).not.toBe(entry.hash);
    }
  });
});
