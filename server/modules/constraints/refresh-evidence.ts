import { systemDb } from "@/server/db/system";
import { measureEvidence } from "./measure-evidence";

const ORGS_MAX = 10_000;

/** Measures again what constraints are held against; gateways are told only of what has changed. Returns how many. */
export async function refreshEvidence(now: Date): Promise<number> {
  const rows = await systemDb().orgConstraint.findMany({
    take: ORGS_MAX,
    select: { orgId: true, evidence: true },
  });
  let changed = 0;
  for (const { orgId, evidence } of rows) {
    const measured = await systemDb().$transaction((tx) => measureEvidence(tx, orgId, now));
    if (JSON.stringify(sorted(measured)) === JSON.stringify(sorted(evidence))) continue;
    await systemDb().orgConstraint.update({
      where: { orgId },
      data: { evidence: measured, measuredAt: now },
      select: { orgId: true },
    });
    changed++;
  }
  return changed;
}

/** jsonb does not keep the order of members. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([name, inner]) => [name, sorted(inner)]);
}
