import type { Tx } from "@/server/db/tenant";
import { QUARANTINE_DAYS } from "./contributes-from";
import { SCORE_DAYS_MAX } from "./forget-old-scores";

/** Scores of one project, model, category and signal on one day, or in one week of those long past. */
export interface SumOfDay {
  org_id: string;
  project_id: string;
  category: string;
  provider: string;
  model: string;
  signal: string;
  is_shared: boolean;
  /** Whether the organisation teaches others. */
  teaches: boolean;
  /** Whole days since 1970. */
  day: number;
  /** Millionths. */
  weight: number;
  score: number;
}

/** Further back, weeks are enough to tell when something changed. */
const SINGLE_DAYS = 90;

export async function dailySums(tx: Tx, now: Date): Promise<SumOfDay[]> {
  const today = now.toISOString().slice(0, 10);
  return tx.$queryRaw<SumOfDay[]>`
    SELECT s.org_id, s.project_id, s.category, s.provider, s.model, s.signal, s.is_shared,
      (o.learning_mode = 'shared' AND NOT o.is_demo
        AND o.created_at <= ${now}::timestamptz - make_interval(days => ${QUARANTINE_DAYS}::int)) AS teaches,
      CASE WHEN s.day > ${today}::date - ${SINGLE_DAYS}::int THEN s.day - '1970-01-01'::date
        ELSE (s.day - '1970-01-01'::date) / 7 * 7 END AS day,
      sum(s.weight_micro)::float8 AS weight, sum(s.score_micro)::float8 AS score
    FROM learning_statistics s JOIN organizations o ON o.org_id = s.org_id
    WHERE s.day > ${today}::date - ${SCORE_DAYS_MAX}::int AND s.signal <> 'implicit'
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 9`;
}
