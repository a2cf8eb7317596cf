import { errorFields, log } from "@/server/core/logger";
import { withTenant } from "@/server/db/tenant";

/** So many calls a day at most: a model whose price nobody knows would never use up its money. */
export const SHADOW_CALLS_MAX = 20_000;

export interface ShadowCall {
  orgId: string;
  routeId: string;
  at: Date;
  /** The most it may cost. */
  amountMicroUsd: number;
  /** What the shadows of the route may cost in a day. */
  limitMicroUsd: number;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Reserves what a call may cost in the route's money of the day, for all processes together. False: there is no room. */
export async function reserveShadowSpend(call: ShadowCall): Promise<boolean> {
  const { orgId, routeId, at, limitMicroUsd } = call;
  const amount = Math.ceil(call.amountMicroUsd);
  if (limitMicroUsd <= 0 || amount > limitMicroUsd) return false;
  const rows = await withTenant(
    { orgId },
    (tx) =>
      tx.$queryRaw<unknown[]>`
      insert into shadow_spend as s (org_id, route_id, day, call_count, cost_micro_usd)
      values (${orgId}, ${routeId}, ${dayOf(at)}::date, 1, ${amount})
      on conflict (org_id, route_id, day) do update set
        call_count = s.call_count + 1, cost_micro_usd = s.cost_micro_usd + excluded.cost_micro_usd
      where s.cost_micro_usd + excluded.cost_micro_usd <= ${limitMicroUsd} and s.call_count < ${SHADOW_CALLS_MAX}
      returning 1`,
  );
  return rows.length > 0;
}

/** What it really cost takes the place of what was reserved. Where that cannot be told, the reservation stays. */
export async function settleShadowSpend(call: ShadowCall, costMicroUsd: number): Promise<void> {
  const { orgId, routeId, at } = call;
  const change = Math.round(costMicroUsd) - Math.ceil(call.amountMicroUsd);
  try {
    await withTenant(
      { orgId },
      (tx) => tx.$executeRaw`
        update shadow_spend set cost_micro_usd = greatest(0, cost_micro_usd + ${change})
        where org_id = ${orgId} and route_id = ${routeId} and day = ${dayOf(at)}::date`,
    );
  } catch (thrown) {
    log.warn("what a shadow has cost was not settled", { orgId, ...errorFields(thrown) });
  }
}
