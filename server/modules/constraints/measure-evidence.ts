import { z } from "zod";
import type { CandidateEvidence, ConstraintWindow } from "@/server/contracts/constraints";
import type { Tx } from "@/server/db/tenant";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ROWS_MAX = 2_000;
/** Scores older than this say little about what a model is today. */
const SCORE_DAYS = 90;

const Scores = z.array(
  z.object({
    project_id: z.string(),
    provider: z.string(),
    model: z.string(),
    window: z.enum(["rolling_24h", "rolling_7d", "all"]),
    samples: z.number(),
    mean: z.number().nullable(),
    variance: z.number().nullable(),
  }),
);
const Costs = z.array(
  z.object({
    project_id: z.string(),
    provider: z.string(),
    model: z.string(),
    window: z.enum(["rolling_24h", "rolling_7d"]),
    cost_micro_usd: z.number().nullable(),
  }),
);
type Window = z.infer<typeof Scores>[number]["window"];

/** What is known of each model that has answered or was scored. Scores are kept by day, so 24 hours are today and yesterday. */
export async function measureEvidence(tx: Tx, orgId: string, now: Date): Promise<CandidateEvidence[]> {
  const scores = Scores.parse(await queryScores(tx, orgId, now));
  const costs = Costs.parse(await queryCosts(tx, orgId, now));
  const names = new Map([...scores, ...costs].map((row) => [keyOf(row), row]));
  return [...names.values()].map((row) => {
    const of = (window: Window) =>
      scores.find((other) => keyOf(other) === keyOf(row) && other.window === window);
    const within = (window: ConstraintWindow) => ({
      samples: of(window)?.samples ?? 0,
      quality: of(window)?.mean ?? null,
      cost_micro_usd:
        costs.find((other) => keyOf(other) === keyOf(row) && other.window === window)?.cost_micro_usd ?? null,
    });
    return {
      project_id: row.project_id,
      provider: row.provider,
      model: row.model,
      samples: of("all")?.samples ?? 0,
      variance: of("all")?.variance ?? null,
      rolling_24h: within("rolling_24h"),
      rolling_7d: within("rolling_7d"),
    };
  });
}

const keyOf = (row: { project_id: string; provider: string; model: string }): string =>
  [row.project_id, row.provider, row.model].join("\n");

/** Rounded, so that the same traffic gives the same figures and nobody is told of a change that is none. */
function queryScores(tx: Tx, orgId: string, now: Date): Promise<unknown> {
  const since = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
  return tx.$queryRaw`
    select project_id, provider, model, "window", sum(answer_count)::float8 as samples,
      round((sum(score_micro) / nullif(sum(weight_micro), 0))::numeric, 4)::float8 as mean,
      round(greatest(sum(square_micro) / nullif(sum(weight_micro), 0)
        - (sum(score_micro) / nullif(sum(weight_micro), 0)) ^ 2, 0)::numeric, 4)::float8 as variance
    from learning_statistics join (values ('rolling_24h', ${since(1)}::date), ('rolling_7d', ${since(7)}::date),
      ('all', ${since(SCORE_DAYS)}::date)) as windows("window", since) on day >= since
    where org_id = ${orgId} and signal in ('nps', 'auto', 'manual')
    group by 1, 2, 3, 4 order by 1, 2, 3, 4 limit ${ROWS_MAX}`;
}

function queryCosts(tx: Tx, orgId: string, now: Date): Promise<unknown> {
  const since = (hours: number): string => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  return tx.$queryRaw`
    select project_id, provider, model, "window",
      round((sum(cost_micro_usd) / nullif(sum(request_count - unpriced_count), 0))::numeric, 0)::float8 as cost_micro_usd
    from request_rollups join (values ('rolling_24h', ${since(24)}::timestamptz),
      ('rolling_7d', ${since(168)}::timestamptz)) as windows("window", since) on hour >= since
    where org_id = ${orgId} and status = 'ok' and model <> ''
    group by 1, 2, 3, 4 order by 1, 2, 3, 4 limit ${ROWS_MAX}`;
}
