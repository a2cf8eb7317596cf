import { createHash } from "node:crypto";
import type { Tx } from "@/server/db/tenant";
import { actorId, type Ctx } from "./context";
import { newId } from "./ids";

export interface AuditEvent {
  /** `thing.verb_in_past`, for example `api_key.created`. */
  action: string;
  targetKind: string;
  targetId: string;
  /** What changed, without secrets. */
  changes?: Readonly<Record<string, unknown>>;
}

/** Appends one entry to the organisation's hash chain, in the transaction of the change it describes. */
export async function writeAudit(tx: Tx, ctx: Ctx, event: AuditEvent): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`audit:${ctx.orgId}`}, 0))`;
  const last = await tx.auditEntry.findFirst({
    where: { orgId: ctx.orgId },
    orderBy: { sequence: "desc" },
    select: { sequence: true, hash: true },
  });
  const entry = {
    id: newId("aud"),
    orgId: ctx.orgId,
    sequence: (last?.sequence ?? 0) + 1,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    actorLabel: ctx.actor.kind === "job" ? ctx.actor.name : ctx.actor.label,
    action: event.action,
    targetKind: event.targetKind,
    targetId: event.targetId,
    changes: JSON.parse(JSON.stringify(event.changes ?? {})),
    requestId: ctx.requestId,
    address: ctx.address,
    prevHash: last?.hash ?? "",
    createdAt: ctx.now(),
  };
  await tx.auditEntry.create({ data: { ...entry, hash: auditHash(entry) } });
}

interface HashedEntry {
  orgId: string;
  sequence: number;
  actorKind: string;
  actorId: string;
  action: string;
  targetKind: string;
  targetId: string;
  changes: unknown;
  requestId: string;
  prevHash: string;
  createdAt: Date;
}

/** SHA-256 over the entry's facts and the hash before it; keys of `changes` are sorted as jsonb loses their order. */
export function auditHash(entry: HashedEntry): string {
  const facts = [
    entry.prevHash,
    entry.orgId,
    entry.sequence,
    entry.actorKind,
    entry.actorId,
    entry.action,
    entry.targetKind,
    entry.targetId,
    canonical(entry.changes),
    entry.requestId,
    entry.createdAt.toISOString(),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([name, inner]) => [name, canonical(inner)]);
}
