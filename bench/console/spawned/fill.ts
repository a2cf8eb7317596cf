import type { Client } from "pg";
import type { TestOrg } from "@/server/testing/factories";

const DAYS = 30;

/** Thirty days of traffic in one statement per table: four requests a session, eight models, 4 % errors, no bodies. */
export async function fill(db: Client, orgs: readonly TestOrg[], rowsTotal: number): Promise<void> {
  await db.query("SELECT floopy_ensure_partitions((now() - make_interval(days => $1))::date, now()::date)", [
    DAYS,
  ]);
  // The first organisation has six of ten requests.
  const [ids, projects] = [orgs.map((org) => org.orgId), orgs.map((org) => org.projectId)];
  await db.query("SET synchronous_commit = off");
  await db.query(
    `INSERT INTO requests (id, created_at, org_id, project_id, api_key_id, session_id, session_source, end_user_id, endpoint,
      is_stream, requested_model, provider, model, response_model, route_id, status, http_status, error_code, finish_reason,
      input_tokens, output_tokens, cost_micro_usd, latency_ms, ttft_ms, gateway_us, storage_mode, properties, task_category,
      firewall_status, firewall_findings)
    SELECT id, at, org, project, 'key_' || n % 5, 'session-' || org || n / 40, 'header', 'user-' || n / 40 % 5000, 'chat',
      n % 2 = 0, 'auto', 'provider-' || m % 4, 'model-' || m, 'model-' || m, 'route-' || n % 3,
      CASE WHEN n % 25 = 7 THEN 'error' ELSE 'ok' END, CASE WHEN n % 25 = 7 THEN 502 ELSE 200 END,
      CASE WHEN n % 25 = 7 THEN 'upstream_error' END, CASE WHEN n % 25 <> 7 THEN 'stop' END,
      200 + n % 3000, 50 + n % 700, 100 + n % 9000, 80 + (n * 37) % 9000, 60 + n % 900, 500, 'metadata',
      '{"feature": "search"}', (ARRAY['general', 'code', 'summarisation', 'extraction'])[1 + n / 40 % 4],
      CASE WHEN n % 200 = 9 THEN 'flag' ELSE 'pass' END,
      CASE WHEN n % 200 = 9 THEN
        '[{"category":"pii","detector":"email","score":1,"path":"messages.0.content","start":0,"end":5,"action":"observed"}]'::jsonb
      END
    FROM (
      SELECT n, at, m, org, project, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id
      FROM (
        SELECT n, n * 7 % 8 AS m, date_trunc('milliseconds', now() - interval '1 minute' - ($3::int - n) * make_interval(secs => $4)) AS at,
          ($1::text[])[who] AS org, ($2::text[])[who] AS project
        FROM generate_series(1, $3::int) AS n,
          LATERAL (SELECT CASE WHEN n % 10 < 6 THEN 1 ELSE 2 + n / 40 % (cardinality($1::text[]) - 1) END AS who) AS chosen
      ) AS numbered
    ) AS made`,
    [ids, projects, rowsTotal, (DAYS * 86_400) / rowsTotal],
  );
  await db.query(
    `INSERT INTO decisions (request_id, created_at, org_id, project_id, session_id, route_id, strategy, phase, provider, model,
      reason, propensity, confidence, task_category)
    SELECT id, created_at, org_id, project_id, session_id, route_id, 'feedback_driven', 'learning', provider, model,
      'learned', 0.5, 0.7, task_category FROM requests`,
  );
  await db.query(
    `INSERT INTO sessions (org_id, project_id, id, end_user_id, source, turn_count, cost_micro_usd, first_seen_at, last_seen_at)
    SELECT org_id, project_id, session_id, max(end_user_id), 'header', count(*), sum(cost_micro_usd), min(created_at), max(created_at)
    FROM requests GROUP BY 1, 2, 3`,
  );
  await db.query(
    `INSERT INTO request_rollups (org_id, project_id, hour, provider, model, status, request_count, input_tokens, output_tokens,
      cost_micro_usd, unpriced_count, latency_ms_sum, latency_histogram)
    SELECT org_id, project_id, date_trunc('hour', created_at, 'UTC'), provider, model, status, count(*), sum(input_tokens),
      sum(output_tokens), sum(cost_micro_usd), 0, sum(latency_ms), array_fill(count(*)::int / 44, ARRAY[44])
    FROM requests GROUP BY 1, 2, 3, 4, 5, 6`,
  );
  await db.query(
    `INSERT INTO route_rollups (org_id, project_id, route_id, hour, provider, model, request_count, error_count, fallback_count,
      cost_micro_usd, latency_histogram)
    SELECT org_id, project_id, route_id, date_trunc('hour', created_at, 'UTC'), provider, model, count(*), 0, 0,
      sum(cost_micro_usd), array_fill(count(*)::int / 44, ARRAY[44])
    FROM requests GROUP BY 1, 2, 3, 4, 5, 6`,
  );
  await db.query(
    `INSERT INTO usage_days (org_id, day, project_id, api_key_id, provider, model, request_count, input_tokens, output_tokens,
      cost_micro_usd, unpriced_count)
    SELECT org_id, date_trunc('day', created_at, 'UTC')::date, project_id, api_key_id, provider, model, count(*),
      sum(input_tokens), sum(output_tokens), sum(cost_micro_usd), 0
    FROM requests GROUP BY 1, 2, 3, 4, 5, 6`,
  );
  await db.query(
    `INSERT INTO feedback (id, org_id, project_id, session_id, end_user_id, kind, score, occurred_at, joined_at, created_at)
    SELECT 'fb_' || md5(org_id || id), org_id, project_id, id, end_user_id, 'nps', abs(hashtext(id)) % 11, last_seen_at,
      last_seen_at, last_seen_at
    FROM sessions WHERE hashtext(id) % 10 = 0`,
  );
  await db.query("VACUUM (ANALYZE)");
}
