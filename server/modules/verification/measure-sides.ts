import { z } from "zod";
import type { Tx } from "@/server/db/tenant";
import type { Sample } from "@/server/routing/sequential-test";

export interface Side {
  sessions: number;
  costMicroUsd: number | null;
  latencyMs: number | null;
  success: Sample;
  quality: Sample;
}

const Row = z.object({
  is_baseline: z.boolean(),
  sessions: z.number(),
  cost_micro_usd: z.number().nullable(),
  latency_ms: z.number().nullable(),
  weight: z.number(),
  success_mean: z.number().nullable(),
  quality_weight: z.number(),
  quality_mean: z.number().nullable(),
  quality_variance: z.number().nullable(),
});
const Rows = z.array(Row);

interface Question {
  orgId: string;
  projectId: string;
  routeId: string;
  baseline: { provider: string; model: string };
  from: Date;
  to: Date;
}

/**
 * What the baseline did and what other choices did, on the sessions that either could have got. Each session counts by
 * how unlikely its side was, as the router sends easy and hard tasks to different models and their plain means would
 * compare tasks. No session counts more than twenty times. Sizes are effective ones: what the weights leave of them.
 */
export async function measureSides(tx: Tx, question: Question): Promise<{ baseline: Side; floopy: Side }> {
  const { orgId, projectId, routeId, baseline, from, to } = question;
  const [since, until] = [from.toISOString(), to.toISOString()];
  const rows = Rows.parse(
    await tx.$queryRaw`
      with begun as (
        select distinct on (d.session_id) d.session_id,
          (d.provider = ${baseline.provider} and d.model = ${baseline.model}) as is_baseline,
          (select (c ->> 'propensity')::float8 / (1 - coalesce(d.canary_percent, 0) / 100.0) from jsonb_array_elements(d.candidates) c
            where c ->> 'provider' = ${baseline.provider} and c ->> 'model' = ${baseline.model} limit 1) as p
        from decisions d
        where d.org_id = ${orgId} and d.route_id = ${routeId} and d.model is not null
          -- A canary's share is no choice of the route, and says nothing of the others.
          and d.reason <> 'canary'
          and d.created_at >= ${since}::timestamptz and d.created_at <= ${until}::timestamptz
        order by d.session_id, d.created_at
      ), weighed as (
        select session_id, is_baseline,
          least(20, case when is_baseline then 1 / p else 1 / (1 - p) end) as weight
        from begun where p > 0 and p < 1
      ), done as (
        select w.session_id, w.is_baseline, w.weight, avg(r.cost_micro_usd) as cost, avg(r.latency_ms) as latency,
          avg(case when r.status in ('ok', 'cached') then 1.0 else 0.0 end) as success
        from weighed w join requests r on r.org_id = ${orgId} and r.session_id = w.session_id and r.route_id = ${routeId}
          and r.created_at >= ${since}::timestamptz and r.created_at <= ${until}::timestamptz
          and r.status not in ('client_closed', 'blocked')
        group by 1, 2, 3
      ), said as (
        select session_id, score / 10.0 as score, case when proof = 'anonymous' then 0.25 else 1 end as trust
        from nps_responses
        where org_id = ${orgId} and project_id = ${projectId} and not is_held and created_at >= ${since}::timestamptz
        union all
        select session_id, case when kind = 'metric' then value when score is not null then score / 10.0
          else is_useful::int end, 1
        from feedback
        where org_id = ${orgId} and project_id = ${projectId} and created_at >= ${since}::timestamptz
          and (kind = 'metric' and value between 0 and 1
            or kind in ('rating', 'thumb') and coalesce(score, is_useful::int) is not null)
      ), known as (
        select session_id, sum(trust * score) / sum(trust) as quality, max(trust) as trust from said group by 1
      ), joined as (
        select s.*, k.quality, k.trust, s.weight * k.trust as quality_weight
        from done s left join known k on k.session_id = s.session_id and s.session_id <> ''
      )
      select is_baseline, count(*)::float8 as sessions,
        (sum(weight * cost) / nullif(sum(weight) filter (where cost is not null), 0))::float8 as cost_micro_usd,
        percentile_cont(0.5) within group (order by latency)::float8 as latency_ms,
        (sum(weight) ^ 2 / sum(weight ^ 2))::float8 as weight,
        (sum(weight * success) / sum(weight))::float8 as success_mean,
        coalesce(sum(quality_weight) ^ 2 / sum(quality_weight ^ 2) * avg(trust), 0)::float8 as quality_weight,
        (sum(quality_weight * quality) / sum(quality_weight))::float8 as quality_mean,
        (sum(quality_weight * quality ^ 2) / sum(quality_weight)
          - (sum(quality_weight * quality) / sum(quality_weight)) ^ 2)::float8 as quality_variance
      from joined group by is_baseline`,
  );
  const side = (isBaseline: boolean): Side => sideOf(rows.find((row) => row.is_baseline === isBaseline));
  return { baseline: side(true), floopy: side(false) };
}

function sideOf(row: z.infer<typeof Row> | undefined): Side {
  const mean = row?.success_mean ?? 0;
  return {
    sessions: row?.sessions ?? 0,
    costMicroUsd: row?.cost_micro_usd ?? null,
    latencyMs: row?.latency_ms ?? null,
    success: { count: row?.weight ?? 0, mean, variance: mean * (1 - mean) },
    quality: {
      count: row?.quality_weight ?? 0,
      mean: row?.quality_mean ?? 0,
      variance: Math.max(0, row?.quality_variance ?? 0),
    },
  };
}
