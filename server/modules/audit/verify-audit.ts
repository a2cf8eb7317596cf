import type { AuditVerification } from "@/server/contracts/audit";
import { auditHash } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import type { AuditEntry } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";

const BATCH = 1_000;

type Broken = Pick<AuditVerification, "brokenAt" | "reason">;

/**
 * Works the organisation's hash chain out anew, from its first entry. An entry that was altered, taken out or put in
 * changes every hash after it. What was cut off at the end shows against a head that was kept elsewhere.
 */
export async function verifyAudit(ctx: Ctx): Promise<AuditVerification> {
  authorize(ctx, "audit:read");
  const checkedAt = ctx.now();
  let headHash: string | null = null;
  let entries = 0;
  for (;;) {
    const rows = await withTenant(ctx, (tx) =>
      tx.auditEntry.findMany({
        where: { orgId: ctx.orgId, sequence: { gt: entries } },
        orderBy: { sequence: "asc" },
        take: BATCH,
      }),
    );
    for (const row of rows) {
      const broken = breakIn(row, { sequence: entries + 1, prevHash: headHash ?? "" });
      if (broken !== null) return { isIntact: false, entries, ...broken, headHash, checkedAt };
      headHash = row.hash;
      entries = row.sequence;
    }
    if (rows.length < BATCH)
      return { isIntact: true, entries, brokenAt: null, reason: null, headHash, checkedAt };
  }
}

function breakIn(row: AuditEntry, expected: { sequence: number; prevHash: string }): Broken | null {
  const brokenAt = expected.sequence;
  if (row.sequence !== expected.sequence) return { brokenAt, reason: "missing" };
  if (row.prevHash !== expected.prevHash) return { brokenAt, reason: "unlinked" };
  return auditHash(row) === row.hash ? null : { brokenAt, reason: "altered" };
}
