import type { PoolClient } from "pg";

/**
 * Adds what the firewall found in the requests that this transaction has stored to its hourly counters: one for each
 * detector in each request or answer, by the most that was done about it; that somebody outside was asked is no hit.
 * In order, so that writers never deadlock.
 */
const COUNT = `
  INSERT INTO firewall_hit_hours AS h (org_id, project_id, hour, direction, category, detector, action, hit_count)
  SELECT org_id, project_id, hour, direction, category, detector,
    (ARRAY['observed', 'redacted', 'blocked'])[strength] AS action, count(*)
  FROM (
    SELECT n.org_id, n.project_id, n.id, date_trunc('hour', n.created_at, 'UTC') AS hour,
      CASE WHEN f ->> 'path' ~ '^answer(\\.|$)' THEN 'answer' ELSE 'request' END AS direction,
      f ->> 'category' AS category, f ->> 'detector' AS detector,
      max(CASE f ->> 'action' WHEN 'blocked' THEN 3 WHEN 'redacted' THEN 2 ELSE 1 END) AS strength
    FROM fresh_requests n JOIN stage_requests s ON s.id = n.id AND s.created_at = n.created_at
      CROSS JOIN LATERAL jsonb_array_elements(s.firewall_findings) AS f
    WHERE s.firewall_findings IS NOT NULL AND f ->> 'category' <> 'remote'
    GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) hits
  GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (org_id, project_id, hour, direction, category, detector, action) DO UPDATE SET
    hit_count = h.hit_count + excluded.hit_count`;

export async function rollUpFirewall(client: PoolClient): Promise<void> {
  await client.query(COUNT);
}
