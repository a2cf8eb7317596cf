import {
  CIRCUIT_STATES,
  type Circuit,
  CircuitStateSchema,
  type ListCircuitsOutput,
} from "@/server/contracts/circuits";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";

const FRESH_MS = 2 * 60_000;
const ROWS_MAX = 2_000;

/** What the gateway's processes have seen of each provider, model and key in the last two minutes, the worst first. */
export async function listCircuits(ctx: Ctx): Promise<ListCircuitsOutput> {
  authorize(ctx, "provider:read");
  const since = new Date(ctx.now().getTime() - FRESH_MS);
  const { rows, keys } = await withTenant(ctx, async (tx) => ({
    rows: await tx.circuitReport.findMany({
      where: { orgId: ctx.orgId, reportedAt: { gte: since } },
      orderBy: { reportedAt: "desc" },
      take: ROWS_MAX,
    }),
    keys: await tx.providerKey.findMany({
      where: { orgId: ctx.orgId },
      select: { id: true, name: true },
      take: ROWS_MAX,
    }),
  }));
  const nameOf = new Map(keys.map(({ id, name }) => [id, name]));
  const merged = new Map<string, Circuit>();
  for (const row of rows) {
    const name = JSON.stringify([row.provider, row.model, row.providerKeyId]);
    const seen = seenBy(row, nameOf.get(row.providerKeyId) ?? null, ctx.now());
    const before = merged.get(name);
    merged.set(name, before === undefined ? seen : worse(before, seen));
  }
  const items = [...merged.values()].sort(
    (left, right) =>
      rank(right) - rank(left) || right.failures - left.failures || (left.model < right.model ? -1 : 1),
  );
  return { items };
}

interface Row {
  provider: string;
  model: string;
  providerKeyId: string;
  state: string;
  blockedUntil: Date | null;
  calls: number;
  failures: number;
  lastFailure: string | null;
  lastFailureAt: Date | null;
  latencyMs: number | null;
}

/** A pause whose end has passed since the report is over: the next call is a trial. */
function seenBy(row: Row, keyName: string | null, now: Date): Circuit {
  const reported = CircuitStateSchema.safeParse(row.state).data ?? "closed";
  const isOver = row.blockedUntil !== null && row.blockedUntil <= now;
  const state = !isOver ? reported : reported === "open" ? "half_open" : "closed";
  const { provider, model, calls, failures, lastFailure, lastFailureAt, latencyMs } = row;
  const blockedUntil = isOver ? null : row.blockedUntil;
  const providerKeyId = row.providerKeyId === "" ? null : row.providerKeyId;
  return {
    provider,
    model,
    providerKeyId,
    keyName,
    state,
    blockedUntil,
    calls,
    failures,
    lastFailure,
    lastFailureAt,
    latencyMs,
  };
}

function worse(left: Circuit, right: Circuit): Circuit {
  const worst = rank(right) > rank(left) ? right : left;
  const latest = (right.lastFailureAt ?? 0) > (left.lastFailureAt ?? 0) ? right : left;
  return {
    ...worst,
    calls: left.calls + right.calls,
    failures: left.failures + right.failures,
    lastFailure: latest.lastFailure,
    lastFailureAt: latest.lastFailureAt,
    latencyMs: Math.max(left.latencyMs ?? 0, right.latencyMs ?? 0) || null,
  };
}

function rank({ state }: Circuit): number {
  return CIRCUIT_STATES.indexOf(state);
}
