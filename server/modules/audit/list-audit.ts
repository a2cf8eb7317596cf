import { AuditEntry, type AuditPage, ListAuditInput } from "@/server/contracts/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { type Tx, withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { auditWhere } from "./audit-where";

const Entries = AuditEntry.array();

/** One page of the audit log under the filters, the newest first. */
export async function listAudit(ctx: Ctx, input: ListAuditInput): Promise<AuditPage> {
  authorize(ctx, "audit:read");
  const parsed = parseInput(ListAuditInput, input);
  return withTenant(ctx, (tx) => readAuditPage(tx, ctx, parsed));
}

/** By position in the chain, which is the order of writing. */
export async function readAuditPage(tx: Tx, ctx: Ctx, input: ListAuditInput): Promise<AuditPage> {
  const { cursor, limit = 50, ...filters } = input;
  const key = deriveKey(masterKey(), "cursor");
  const scope = `${ctx.orgId}|audit`;
  const before = cursor ? positionIn(decodeCursor(key, scope, cursor)) : undefined;
  const rows = await tx.auditEntry.findMany({
    where: { ...auditWhere(ctx, filters), ...(before === undefined ? {} : { sequence: { lt: before } }) },
    orderBy: { sequence: "desc" },
    take: limit + 1,
    omit: { orgId: true, prevHash: true },
  });
  const items = Entries.parse(rows.slice(0, limit));
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(key, scope, [last.sequence]) : null;
  return { items, nextCursor };
}

function positionIn([sequence]: (string | number)[]): number {
  if (typeof sequence === "number") return sequence;
  throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
}
