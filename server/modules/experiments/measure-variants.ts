import { z } from "zod";
import type { VariantResults } from "@/server/contracts/experiments";
import type { Experiment } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import type { Sample } from "@/server/routing/sequential-test";

/** What one side has done: what is shown of it, and the sums that the test compares. */
export interface VariantFigures {
  results: VariantResults;
  success: Sample;
  /** Answers of end users on a scale from 0 to 1. */
  nps: Sample;
}

const Row = z.object({
  route_id: z.string(),
  requests: z.number(),
  sessions: z.number(),
  success_mean: z.number().nullable(),
  success_variance: z.number().nullable(),
  latency_ms: z.number().nullable(),
  cost_micro_usd: z.number().nullable(),
  answers: z.number(),
  nps_weight: z.number(),
  nps_mean: z.number().nullable(),
  nps_variance: z.number().nullable(),
  rated: z.number(),
  quality: z.number().nullable(),
});
const Rows = z.array(Row);
type Row = z.infer<typeof Row>;

/**
 * Both sides over the experiment's life. A session is one outcome, as its requests are not independent. What a caller
 * broke off, and what the firewall stopped, says nothing of a model. An answer that nobody vouches for counts a quarter.
 */
export async function measureVariants(
  tx: Tx,
  experiment: Experiment,
  now: Date,
): Promise<{ a: VariantFigures; b: VariantFigures }> {
  const until = experiment.rolledBackAt ?? experiment.completedAt ?? now;
  const { orgId, projectId } = experiment;
  const rows = Rows.parse(
    await tx.$queryRaw`
      with by_session as (
        select d.route_id, r.session_id, count(*) as requests,
          avg(case when r.status in ('ok', 'cached') then 1.0 else 0.0 end) as success,
          sum(r.latency_ms) as latency_ms, sum(r.cost_micro_usd) as cost_micro_usd, count(r.cost_micro_usd) as priced
        from decisions d join requests r on r.id = d.request_id and r.created_at = d.created_at and r.org_id = d.org_id
        where d.org_id = ${orgId} and d.experiment_id = ${experiment.id}
          and d.created_at >= ${experiment.createdAt.toISOString()}::timestamptz
          and d.created_at <= ${until.toISOString()}::timestamptz and r.status not in ('client_closed', 'blocked')
        group by 1, 2
      ), answered as (
        select session_id, max(weight) as weight, sum(weight * score) / sum(weight) as score from (
          select session_id, score / 10.0 as score, case when proof = 'anonymous' then 0.25 else 1 end as weight
          from nps_responses
          where org_id = ${orgId} and project_id = ${projectId} and session_id <> '' and not is_held
            and created_at >= ${experiment.createdAt.toISOString()}::timestamptz
        ) as given group by 1
      ), rated as (
        select session_id, avg(case when kind = 'metric' then value when score is not null then score / 10.0
          else is_useful::int end) as quality
        from feedback
        where org_id = ${orgId} and project_id = ${projectId} and session_id <> ''
          and created_at >= ${experiment.createdAt.toISOString()}::timestamptz
          and (kind = 'metric' and value between 0 and 1
            or kind in ('rating', 'thumb') and coalesce(score, is_useful::int) is not null)
        group by 1
      )
      select route_id, sum(requests)::float8 as requests, count(*)::float8 as sessions,
        avg(success)::float8 as success_mean, var_pop(success)::float8 as success_variance,
        (sum(latency_ms) / sum(requests))::float8 as latency_ms,
        (sum(cost_micro_usd) / nullif(sum(priced), 0))::float8 as cost_micro_usd,
        count(a.score)::float8 as answers, coalesce(sum(a.weight), 0)::float8 as nps_weight,
        (sum(a.weight * a.score) / sum(a.weight))::float8 as nps_mean,
        (sum(a.weight * a.score ^ 2) / sum(a.weight) - (sum(a.weight * a.score) / sum(a.weight)) ^ 2)::float8
          as nps_variance,
        count(q.quality)::float8 as rated, avg(q.quality)::float8 as quality
      from by_session s
        left join answered a on a.session_id = s.session_id
        left join rated q on q.session_id = s.session_id
      group by route_id`,
  );
  const side = (routeId: string): VariantFigures => {
    const row = rows.find(({ route_id }) => route_id === routeId);
    return row === undefined ? nothingOf(routeId) : figuresOf(row);
  };
  return { a: side(experiment.variantARouteId), b: side(experiment.variantBRouteId) };
}

const NONE: Sample = { count: 0, mean: 0, variance: 0 };

function nothingOf(routeId: string): VariantFigures {
  const unknown = { success_rate: null, average_latency_ms: null, average_cost_micro_usd: null };
  return {
    results: { routing_rule_id: routeId, sample_size: 0, sessions: 0, ...unknown, nps: null, quality: null },
    success: NONE,
    nps: NONE,
  };
}

function figuresOf(row: Row): VariantFigures {
  const { answers, sessions } = row;
  const mean = row.nps_mean ?? 0;
  return {
    results: {
      routing_rule_id: row.route_id,
      sample_size: row.requests,
      sessions,
      success_rate: rounded(row.success_mean, 4),
      average_latency_ms: rounded(row.latency_ms, 1),
      average_cost_micro_usd: rounded(row.cost_micro_usd, 1),
      nps: answers === 0 ? null : { answers, mean: rounded(mean * 10, 2) ?? 0 },
      quality: row.quality === null ? null : { sessions: row.rated, mean: rounded(row.quality, 4) ?? 0 },
    },
    success: { count: sessions, mean: row.success_mean ?? 0, variance: row.success_variance ?? 0 },
    nps: { count: row.nps_weight, mean, variance: Math.max(0, row.nps_variance ?? 0) },
  };
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
}
