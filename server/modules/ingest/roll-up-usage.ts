import type { PoolClient } from "pg";

/**
 * Adds the requests that this transaction has stored to the daily counters of their keys and models. A request refused
 * before anybody was called is not used up. In order, so that writers never deadlock.
 */
const COUNT = `
  INSERT INTO usage_days AS u (org_id, day, project_id, api_key_id, provider, model, request_count, input_tokens,
    output_tokens, cost_micro_usd, unpriced_count)
  SELECT r.org_id, date_trunc('day', r.created_at, 'UTC')::date, r.project_id, r.api_key_id, coalesce(r.provider, ''),
    coalesce(r.model, ''), count(*), coalesce(sum(r.input_tokens), 0), coalesce(sum(r.output_tokens), 0),
    coalesce(sum(r.cost_micro_usd), 0),
    count(*) FILTER (WHERE r.cost_micro_usd IS NULL AND (r.input_tokens IS NOT NULL OR r.output_tokens IS NOT NULL))
  FROM stage_requests s JOIN requests r ON r.id = s.id AND r.created_at = s.created_at
  WHERE r.xmin::text::bigint = (pg_current_xact_id()::text::bigint % 4294967296)
    AND (r.status <> 'error' OR r.attempts <> '[]'::jsonb)
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (org_id, day, project_id, api_key_id, provider, model) DO UPDATE SET
    request_count = u.request_count + excluded.request_count,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd,
    unpriced_count = u.unpriced_count + excluded.unpriced_count`;

export async function rollUpUsage(client: PoolClient): Promise<void> {
  await client.query({ name: "floopy_usage_days", text: COUNT });
}
