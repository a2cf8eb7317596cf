import type { PoolClient } from "pg";

/**
 * Adds the requests that this transaction has stored to the counters that the learner reads: what was asked of which
 * model, by day and category. A session counts where it began; a failure only where it was not the caller's. Sorted, so that writers never
 * deadlock.
 */
const ADD = `
  INSERT INTO learning_counters AS c (org_id, project_id, day, category, provider, model, session_count, request_count,
    failed_count, priced_count, cost_micro_usd, latency_ms_sum)
  SELECT r.org_id, r.project_id, (r.created_at AT TIME ZONE 'UTC')::date, coalesce(r.task_category, 'general'),
    r.provider, r.model,
    count(DISTINCT r.session_id) FILTER (WHERE r.created_at = s.first_seen_at),
    count(*), count(*) FILTER (WHERE r.status = 'error' AND (r.http_status NOT BETWEEN 400 AND 499 OR r.http_status IN (408, 429))),
    count(r.cost_micro_usd),
    coalesce(sum(r.cost_micro_usd), 0), sum(r.latency_ms)
  FROM fresh_requests r
  JOIN fresh_sessions s ON s.org_id = r.org_id AND s.project_id = r.project_id AND s.id = r.session_id
  WHERE r.provider IS NOT NULL AND r.model IS NOT NULL AND r.endpoint = ANY($1)
    AND r.purpose IS NULL AND r.status IN ('ok', 'error', 'client_closed') AND r.cache_status NOT LIKE 'hit-%'
  GROUP BY 1, 2, 3, 4, 5, 6
  ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (org_id, project_id, day, category, provider, model) DO UPDATE SET
    session_count = c.session_count + excluded.session_count,
    request_count = c.request_count + excluded.request_count,
    failed_count = c.failed_count + excluded.failed_count,
    priced_count = c.priced_count + excluded.priced_count,
    cost_micro_usd = c.cost_micro_usd + excluded.cost_micro_usd,
    latency_ms_sum = c.latency_ms_sum + excluded.latency_ms_sum`;

export async function rollUpLearning(client: PoolClient): Promise<void> {
  await client.query(ADD, [CONVERSATIONS]);
}

/** What a user can like or dislike. */
const CONVERSATIONS = ["chat", "messages", "responses"];
