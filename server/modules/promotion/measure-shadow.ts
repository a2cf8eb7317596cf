import { z } from "zod";
import type { Tx } from "@/server/db/tenant";
import type { TrialSums } from "@/server/routing/judge-trial";
import type { MeasuredTrial } from "./measure-trial";

const figure = z.number().nullable();
const Rows = z.array(
  z.object({
    pairs: z.number(),
    live_ok: figure,
    shadow_ok: figure,
    live_latency_ms: figure,
    shadow_latency_ms: figure,
    live_cost: figure,
    shadow_cost: figure,
    preferences: z.number(),
    preference: figure,
    preference_variance: figure,
  }),
);

/** Pairs of answers to the same requests. Time and cost are those of pairs in which both have answered. */
export async function measureShadow(tx: Tx, { orgId, id }: MeasuredTrial): Promise<TrialSums> {
  const [row] = Rows.parse(
    await tx.$queryRaw`
      select count(live_ok)::float8 as pairs, avg(live_ok::int)::float8 as live_ok, avg(shadow_ok::int)::float8 as shadow_ok,
        (avg(live_latency_ms) filter (where live_ok and shadow_ok))::float8 as live_latency_ms,
        (avg(shadow_latency_ms) filter (where live_ok and shadow_ok))::float8 as shadow_latency_ms,
        (avg(live_cost_micro_usd) filter (where shadow_cost_micro_usd is not null))::float8 as live_cost,
        (avg(shadow_cost_micro_usd) filter (where live_cost_micro_usd is not null))::float8 as shadow_cost,
        count(preference)::float8 as preferences, avg(preference)::float8 as preference,
        var_pop(preference)::float8 as preference_variance
      from shadow_pairs where org_id = ${orgId} and trial_id = ${id} and status = 'done'`,
  );
  const samples = row?.pairs ?? 0;
  const rate = (mean: number) => ({ count: samples, mean, variance: mean * (1 - mean) });
  return {
    live: {
      ...{ samples, success: rate(row?.live_ok ?? 0) },
      ...{ latencyMs: row?.live_latency_ms ?? null, costMicroUsd: row?.live_cost ?? null },
    },
    candidate: {
      ...{ samples, success: rate(row?.shadow_ok ?? 0) },
      ...{ latencyMs: row?.shadow_latency_ms ?? null, costMicroUsd: row?.shadow_cost ?? null },
    },
    quality: {
      kind: "paired",
      preference: {
        ...{ count: row?.preferences ?? 0, mean: row?.preference ?? 0 },
        variance: row?.preference_variance ?? 0,
      },
    },
  };
}
