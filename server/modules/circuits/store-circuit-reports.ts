import { systemDb } from "@/server/db/system";

export interface CircuitReportRow {
  orgId: string;
  provider: string;
  model: string;
  providerKeyId: string;
  state: string;
  blockedUntil: Date | null;
  calls: number;
  failures: number;
  lastFailure: string | null;
  lastFailureAt: Date | null;
  latencyMs: number | null;
}

const FORGET_AFTER_MS = 10 * 60_000;

/** What one gateway process has seen lately, in the place of what it reported before. */
export async function storeCircuitReports(
  reporterId: string,
  rows: readonly CircuitReportRow[],
  now: Date,
): Promise<void> {
  const table = rows.map((row) => ({ ...row, reporterId, reportedAt: now }));
  await systemDb().$executeRaw`
    insert into circuit_reports (org_id, reporter_id, provider, model, provider_key_id, state, blocked_until, calls,
      failures, last_failure, last_failure_at, latency_ms, reported_at)
    select "orgId", "reporterId", provider, model, "providerKeyId", state, "blockedUntil", calls, failures,
      "lastFailure", "lastFailureAt", "latencyMs", "reportedAt"
    from jsonb_to_recordset(${JSON.stringify(table)}::jsonb) as r("orgId" text, "reporterId" text, provider text,
      model text, "providerKeyId" text, state text, "blockedUntil" timestamptz, calls int, failures int,
      "lastFailure" text, "lastFailureAt" timestamptz, "latencyMs" int, "reportedAt" timestamptz)
    on conflict (org_id, reporter_id, provider, model, provider_key_id) do update set
      state = excluded.state, blocked_until = excluded.blocked_until, calls = excluded.calls,
      failures = excluded.failures, last_failure = excluded.last_failure,
      last_failure_at = excluded.last_failure_at, latency_ms = excluded.latency_ms, reported_at = excluded.reported_at`;
}

/** Reports of processes that are gone, and of circuits that nobody uses any more. */
export async function forgetCircuitReports(now: Date): Promise<void> {
  await systemDb().circuitReport.deleteMany({
    where: { reportedAt: { lt: new Date(now.getTime() - FORGET_AFTER_MS) } },
  });
}
