import type { PoolClient } from "pg";
import { IS_UNPRICED } from "./fresh-rows";

/**
 * Adds the requests that this transaction has stored to the daily counters of their keys and models. A request refused
 * before anybody was called is not used up. In order, so that writers never deadlock.
 */
const COUNT = `
  INSERT INTO usage_days AS u (org_id, day, project_id, api_key_id, provider, model, request_count, input_tokens,
    output_tokens, cost_micro_usd, unpriced_count)
  SELECT org_id, date_trunc('day', created_at, 'UTC')::date, project_id, api_key_id, coalesce(provider, ''),
    coalesce(model, ''), count(*), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),
    coalesce(sum(cost_micro_usd), 0), count(*) FILTER (WHERE ${IS_UNPRICED})
  FROM fresh_requests WHERE is_used
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (org_id, day, project_id, api_key_id, provider, model) DO UPDATE SET
    request_count = u.request_count + excluded.request_count,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd,
    unpriced_count = u.unpriced_count + excluded.unpriced_count`;

export async function rollUpUsage(client: PoolClient): Promise<void> {
  await client.query(COUNT);
}
