import { uuidv7TimeMs } from "@/server/core/ids";
import { storableJson } from "@/server/core/storable";
import { ingestPool } from "./ingest-pool";
import type { RequestAmendment } from "./request-record";

/**
 * Adds what was found after a record was written. A second time changes nothing, and so it is where nothing may be kept
 * of the request, or nothing is left of it.
 */
export async function amendRequests(amendments: readonly RequestAmendment[]): Promise<void> {
  for (const { id, orgId, findings, isFlagged } of amendments) {
    const createdAt = new Date(uuidv7TimeMs(id));
    await ingestPool().query(AMEND, [id, createdAt, orgId, storableJson(findings), isFlagged]);
  }
}

/** What is added counts with the hits of its hour; detectors outside have names of their own. */
const AMEND = `
  WITH amended AS (UPDATE requests SET
    firewall_findings = $4::jsonb || coalesce(firewall_findings, '[]'),
    firewall_status = CASE WHEN firewall_status NOT IN ('pass', 'skipped') THEN firewall_status
      WHEN $5::boolean THEN 'flag' ELSE 'pass' END
  WHERE id = $1 AND created_at = $2 AND org_id = $3 AND storage_mode <> 'none'
    AND NOT coalesce(firewall_findings, '[]') @> $4::jsonb
  RETURNING org_id, project_id, created_at)
  INSERT INTO firewall_hit_hours AS h (org_id, project_id, hour, direction, category, detector, action, hit_count)
  SELECT a.org_id, a.project_id, date_trunc('hour', a.created_at, 'UTC'),
    CASE WHEN f ->> 'path' ~ '^answer(\\.|$)' THEN 'answer' ELSE 'request' END, f ->> 'category', f ->> 'detector',
    'observed', 1
  FROM amended a CROSS JOIN jsonb_array_elements($4::jsonb) AS f
  WHERE f ->> 'category' <> 'remote' GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 4, 5, 6
  ON CONFLICT (org_id, project_id, hour, direction, category, detector, action) DO UPDATE SET
    hit_count = h.hit_count + excluded.hit_count`;
