import { z } from "zod";
import type { Tx } from "@/server/db/tenant";
import type { TrialFigures, TrialSums } from "@/server/routing/judge-trial";
import type { Sample } from "@/server/routing/sequential-test";
import type { MeasuredTrial } from "./measure-trial";

const figure = z.number().nullable();
const Row = z.object({
  is_canary: z.boolean(),
  sessions: z.number(),
  success_mean: figure,
  success_variance: figure,
  latency_ms: figure,
  cost_micro_usd: figure,
  nps_weight: figure,
  nps_mean: figure,
  nps_variance: figure,
  judged: z.number(),
  judged_mean: figure,
  judged_variance: figure,
});
type Row = z.infer<typeof Row>;
const Rows = z.array(Row);

/**
 * Both sides of a step of a canary. Only sessions that began within it count, so that none has had the other side before.
 * A session is one outcome, on the side that was drawn for it, whoever answered in the end: an answer that a fallback had
 * to give is a failure. An answer that nobody vouches for counts a quarter.
 */
export async function measureCanary(tx: Tx, trial: MeasuredTrial): Promise<TrialSums> {
  const { orgId, projectId, id, startedAt } = trial;
  const since = startedAt.toISOString();
  const rows = Rows.parse(
    await tx.$queryRaw`
      with drawn as (
        select d.session_id, d.reason = 'canary' as is_canary, d.request_id, d.created_at
        from decisions d
          join sessions s on s.org_id = d.org_id and s.project_id = d.project_id and s.id = d.session_id
        where d.org_id = ${orgId} and d.trial_id = ${id} and d.created_at >= ${since}::timestamptz
          and s.first_seen_at >= ${since}::timestamptz
      ), done as (
        select d.session_id, bool_or(d.is_canary) as is_canary,
          avg(case when r.status in ('ok', 'cached') and r.fallback_index = 0 then 1.0 else 0.0 end) as success,
          avg(r.latency_ms) as latency_ms, avg(r.cost_micro_usd) as cost_micro_usd, avg(j.score) as judged
        from drawn d
          join requests r on r.org_id = ${orgId} and r.id = d.request_id and r.created_at = d.created_at
          left join judgements j on j.org_id = ${orgId} and j.request_id = d.request_id and j.status = 'done'
        where r.status not in ('client_closed', 'blocked')
        group by d.session_id
      ), answered as (
        select session_id, max(weight) as weight, sum(weight * score) / sum(weight) as score from (
          select session_id, score / 10.0 as score, case when proof = 'anonymous' then 0.25 else 1 end as weight
          from nps_responses
          where org_id = ${orgId} and project_id = ${projectId} and session_id <> '' and not is_held
            and created_at >= ${since}::timestamptz
        ) as given group by 1
      )
      select is_canary, count(*)::float8 as sessions, avg(success)::float8 as success_mean,
        var_pop(success)::float8 as success_variance, avg(latency_ms)::float8 as latency_ms,
        avg(cost_micro_usd)::float8 as cost_micro_usd, sum(a.weight)::float8 as nps_weight,
        (sum(a.weight * a.score) / sum(a.weight))::float8 as nps_mean,
        (sum(a.weight * a.score ^ 2) / sum(a.weight) - (sum(a.weight * a.score) / sum(a.weight)) ^ 2)::float8
          as nps_variance,
        count(judged)::float8 as judged, avg(judged)::float8 as judged_mean, var_pop(judged)::float8 as judged_variance
      from done d left join answered a on a.session_id = d.session_id
      group by is_canary`,
  );
  const [live, candidate] = [false, true].map((side) => rows.find(({ is_canary }) => is_canary === side));
  return {
    live: figuresOf(live),
    candidate: figuresOf(candidate),
    quality: {
      kind: "sides",
      nps: { live: npsOf(live), candidate: npsOf(candidate) },
      judged: { live: judgedOf(live), candidate: judgedOf(candidate) },
    },
  };
}

function figuresOf(row: Row | undefined): TrialFigures {
  const samples = row?.sessions ?? 0;
  return {
    samples,
    success: { count: samples, mean: row?.success_mean ?? 0, variance: row?.success_variance ?? 0 },
    latencyMs: row?.latency_ms ?? null,
    costMicroUsd: row?.cost_micro_usd ?? null,
  };
}

function npsOf(row: Row | undefined): Sample {
  const variance = Math.max(0, row?.nps_variance ?? 0);
  return { count: row?.nps_weight ?? 0, mean: row?.nps_mean ?? 0, variance };
}

function judgedOf(row: Row | undefined): Sample {
  return { count: row?.judged ?? 0, mean: row?.judged_mean ?? 0, variance: row?.judged_variance ?? 0 };
}
