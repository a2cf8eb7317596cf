import type { PoolClient } from "pg";
import type { FreshGroup } from "./fresh-rows";

/**
 * Counts what the firewall stopped into one `firewall.blocked` message of each project and minute. The message waits
 * until its minute is well over, so that many stopped requests are told once.
 */
export async function reportBlocked(client: PoolClient, fresh: readonly FreshGroup[]): Promise<void> {
  const counts = new Map<string, { orgId: string; projectId: string; count: number }>();
  for (const { status, org_id: orgId, project_id: projectId, request_count } of fresh) {
    if (status !== "blocked") continue;
    const key = `${orgId}\u0001${projectId}`;
    const sum = counts.get(key) ?? { orgId, projectId, count: 0 };
    counts.set(key, { ...sum, count: sum.count + request_count });
  }
  if (counts.size === 0) return;
  const rows = [...counts.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, sum]) => sum);
  await client.query(COUNT, [
    rows.map((row) => row.orgId),
    rows.map((row) => row.projectId),
    rows.map((row) => row.count),
  ]);
}

/** By the minute in which they are stored: what comes late belongs to a minute that was not told yet. */
const COUNT = `
  INSERT INTO outbox_messages AS o (id, org_id, topic, payload, available_at)
  SELECT 'out_' || md5(concat_ws(E'\\x01', 'firewall.blocked', org_id, project_id, minute)), org_id, 'firewall.blocked',
    jsonb_build_object('project_id', project_id, 'minute', to_char(minute AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'),
      'requests', count),
    minute + interval '75 seconds'
  FROM unnest($1::text[], $2::text[], $3::int[]) AS blocked(org_id, project_id, count),
    date_trunc('minute', clock_timestamp()) AS minute
  ON CONFLICT (id) DO UPDATE SET payload = jsonb_set(o.payload, '{requests}',
    to_jsonb((o.payload->>'requests')::int + (excluded.payload->>'requests')::int))`;
