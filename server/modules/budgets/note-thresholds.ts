import { newId } from "@/server/core/ids";
import { countersPool } from "@/server/modules/limits";
import { dayOf } from "./budget-counters";
import { monthOf } from "./spend-ledger";

/** Of each end user of a project there is no sum: only that somebody is refused is told. */
const REACHED = `
  WITH spent AS (
    SELECT b.org_id, b.id AS budget_id, b.scope, b.scope_id, b.period, b.mode, b.limit_micro_usd,
      CASE b.period WHEN 'day' THEN $2::date ELSE $1::date END AS since,
      coalesce(CASE b.period
        WHEN 'day' THEN (SELECT sum(s.cost_micro_usd) FROM usage_days AS s WHERE s.org_id = b.org_id AND s.day = $2::date
          AND (b.scope = 'organization' OR (b.scope = 'project' AND s.project_id = b.scope_id)
            OR (b.scope = 'api_key' AND s.api_key_id = b.scope_id)))
        ELSE (SELECT sum(s.cost_micro_usd) FROM spend_months AS s WHERE s.org_id = b.org_id AND s.month = $1::date
          AND (b.scope = 'organization' OR (b.scope = 'project' AND s.project_id = b.scope_id)
            OR (b.scope = 'api_key' AND s.api_key_id = b.scope_id)))
      END, 0) AS spent_micro_usd
    FROM budgets AS b WHERE b.scope <> 'end_user'
  ), noted AS (
    INSERT INTO budget_alerts (org_id, budget_id, month, percent)
    SELECT org_id, budget_id, since, percent FROM spent CROSS JOIN unnest(ARRAY[80, 100]) AS percent
    WHERE spent_micro_usd * 100 >= limit_micro_usd * percent
    ON CONFLICT DO NOTHING RETURNING budget_id, percent
  )
  SELECT s.org_id, s.budget_id, s.scope, s.scope_id, s.period, s.mode, n.percent,
    s.limit_micro_usd::float8 AS limit_micro_usd, s.spent_micro_usd::float8 AS spent_micro_usd,
    to_char(s.since, 'YYYY-MM-DD') AS since
  FROM noted AS n JOIN spent AS s ON s.budget_id = n.budget_id`;

const REFUSED = `
  WITH noted AS (
    INSERT INTO budget_alerts (org_id, budget_id, month, percent)
    SELECT org_id, id, CASE period WHEN 'day' THEN $2::date ELSE $1::date END, 100 FROM budgets
    WHERE id = $3 AND org_id = $4
    ON CONFLICT DO NOTHING RETURNING org_id, budget_id, percent, month
  )
  SELECT n.org_id, n.budget_id, b.scope, b.scope_id, b.period, b.mode, n.percent,
    b.limit_micro_usd::float8 AS limit_micro_usd, NULL::float8 AS spent_micro_usd,
    to_char(n.month, 'YYYY-MM-DD') AS since
  FROM noted AS n JOIN budgets AS b ON b.id = n.budget_id`;

interface Noted {
  org_id: string;
  budget_id: string;
  percent: number;
  /** The first day of the month, or the day. */
  since: string;
}

/** Tells each budget that reached 80 or 100 % of this month's, or today's, once. Returns how many were told. */
export async function noteThresholds(now: Date): Promise<number> {
  return tell(REACHED, [monthOf(now), dayOf(now)]);
}

/** Tells that a budget refuses requests: what is left may be too little for any of them, and never quite spent. */
export async function noteRefusal(orgId: string, budgetId: string, now: Date): Promise<void> {
  await tell(REFUSED, [monthOf(now), dayOf(now), budgetId, orgId]);
}

async function tell(query: string, values: readonly string[]): Promise<number> {
  const client = await countersPool().connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<Noted>(query, [...values]);
    for (const { org_id: orgId, since, ...facts } of rows) {
      await client.query("INSERT INTO outbox_messages (id, org_id, topic, payload) VALUES ($1, $2, $3, $4)", [
        newId("out"),
        orgId,
        "budget.threshold",
        JSON.stringify({ ...facts, month: since.slice(0, 7), since }),
      ]);
    }
    await client.query("COMMIT");
    return rows.length;
  } catch (thrown) {
    await client.query("ROLLBACK").catch(() => {});
    throw thrown;
  } finally {
    client.release();
  }
}
