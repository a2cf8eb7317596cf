import type { PoolClient } from "pg";

/** What a user can like or dislike. */
const CONVERSATIONS = ["chat", "messages", "responses"];
/** Longer than an answer may take, and the minute after it. */
const WINDOW = "15 minutes";

const SPAN = `
  SELECT min(created_at) - $1::interval AS "from", max(created_at) + $1::interval AS "to"
  FROM fresh_requests WHERE ask_key IS NOT NULL AND session_id <> ''`;

/**
 * The limit bounds what one conversation can cost, and keeps the planner to the index of sessions. An answer counts
 * once: when the first question after it is stored, or when it is stored itself, as records may come in any order.
 */
const ADD = `
  WITH touched AS (
    SELECT DISTINCT org_id, project_id, session_id, ask_key FROM fresh_requests
    WHERE ask_key IS NOT NULL AND session_id <> ''
  ), asked AS (
    SELECT r.*, EXISTS (SELECT FROM fresh_requests f WHERE f.id = r.id) AS is_fresh
    FROM touched t CROSS JOIN LATERAL (
      SELECT id, org_id, project_id, session_id, ask_key, created_at, endpoint, status, cache_status, provider, model,
        coalesce(task_category, 'general') AS category,
        created_at + make_interval(secs => latency_ms / 1000.0) AS answered_at
      FROM requests
      WHERE org_id = t.org_id AND session_id = t.session_id AND created_at BETWEEN $2 AND $3
        AND project_id = t.project_id AND ask_key = t.ask_key AND purpose IS NULL
      ORDER BY created_at DESC LIMIT 200
    ) AS r
  ), retried AS (
    SELECT a.org_id, a.project_id, a.created_at, a.category, a.provider, a.model
    FROM asked a
    JOIN asked b ON b.org_id = a.org_id AND b.project_id = a.project_id AND b.session_id = a.session_id
      AND b.ask_key = a.ask_key
      AND b.created_at BETWEEN a.answered_at + interval '1 second' AND a.answered_at + interval '60 seconds'
    WHERE a.status = 'ok' AND a.provider IS NOT NULL AND a.model IS NOT NULL AND a.endpoint = ANY($1)
      AND a.cache_status NOT LIKE 'hit-%'
    GROUP BY a.id, a.is_fresh, 1, 2, 3, 4, 5, 6
    HAVING a.is_fresh OR bool_and(b.is_fresh)
  )
  INSERT INTO learning_counters AS c (org_id, project_id, day, category, provider, model, session_count, request_count,
    failed_count, retried_count, priced_count, cost_micro_usd, latency_ms_sum)
  SELECT org_id, project_id, (created_at AT TIME ZONE 'UTC')::date, category, provider, model, 0, 0, 0, count(*), 0, 0, 0
  FROM retried GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (org_id, project_id, day, category, provider, model) DO UPDATE SET
    retried_count = c.retried_count + excluded.retried_count`;

/**
 * Adds to the counters that the learner reads: answers after which the same conversation asked the same again within a
 * minute, as users do who did not get what they wanted. Programs that ask again at once, or beside the first call, are
 * not users; and without a whole answer there is nothing to be unhappy with.
 */
export async function rollUpRetries(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ from: Date | null; to: Date | null }>(SPAN, [WINDOW]);
  const [span] = rows;
  if (span === undefined || span.from === null) return;
  await client.query(ADD, [CONVERSATIONS, span.from, span.to]);
}
