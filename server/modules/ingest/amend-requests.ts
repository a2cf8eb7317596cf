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

const AMEND = `
  UPDATE requests SET
    firewall_findings = $4::jsonb || coalesce(firewall_findings, '[]'),
    firewall_status = CASE WHEN firewall_status NOT IN ('pass', 'skipped') THEN firewall_status
      WHEN $5::boolean THEN 'flag' ELSE 'pass' END
  WHERE id = $1 AND created_at = $2 AND org_id = $3 AND storage_mode <> 'none'
    AND NOT coalesce(firewall_findings, '[]') @> $4::jsonb`;
