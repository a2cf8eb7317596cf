-- What is stored already counts, too; the ingesting batch adds the rest.
SET ROLE floopy_system;
INSERT INTO spend_months (org_id, project_id, api_key_id, month, request_count, input_tokens, output_tokens,
  cost_micro_usd, unpriced_count)
SELECT org_id, project_id, api_key_id, date_trunc('month', created_at, 'UTC')::date, count(*),
  coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost_micro_usd), 0),
  count(*) FILTER (WHERE cost_micro_usd IS NULL AND status = 'ok')
FROM requests WHERE status <> 'error' OR attempts <> '[]'::jsonb GROUP BY 1, 2, 3, 4
ON CONFLICT DO NOTHING;
RESET ROLE;
