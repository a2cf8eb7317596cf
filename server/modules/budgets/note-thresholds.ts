import { newId } from "@/server/core/ids";
import { countersPool } from "@/server/modules/limits";
import { monthOf } from "./spend-ledger";

const REACHED = `
  WITH spent AS (
    SELECT b.org_id, b.id AS budget_id, b.scope, b.scope_id, b.mode, b.limit_micro_usd,
      coalesce((SELECT sum(s.cost_micro_usd) FROM spend_months AS s WHERE s.org_id = b.org_id AND s.month = $1::date
        AND (b.scope = 'organization' OR (b.scope = 'project' AND s.project_id = b.scope_id)
          OR (b.scope = 'api_key' AND s.api_key_id = b.scope_id))), 0) AS spent_micro_usd
    FROM budgets AS b
  ), noted AS (
    INSERT INTO budget_alerts (org_id, budget_id, month, percent)
    SELECT org_id, budget_id, $1::date, percent FROM spent CROSS JOIN unnest(ARRAY[80, 100]) AS percent
    WHERE spent_micro_usd * 100 >= limit_micro_usd * percent
    ON CONFLICT DO NOTHING RETURNING budget_id, percent
  )
  SELECT s.org_id, s.budget_id, s.scope, s.scope_id, s.mode, n.percent, s.limit_micro_usd::float8 AS limit_micro_usd,
    s.spent_micro_usd::float8 AS spent_micro_usd
  FROM noted AS n JOIN spent AS s ON s.budget_id = n.budget_id`;

const REFUSED = `
  WITH noted AS (
    INSERT INTO budget_alerts (org_id, budget_id, month, percent)
    SELECT org_id, id, $1::date, 100 FROM budgets WHERE id = $2 AND org_id = $3
    ON CONFLICT DO NOTHING RETURNING org_id, budget_id, percent
  )
  SELECT n.org_id, n.budget_id, b.scope, b.scope_id, b.mode, n.percent, b.limit_micro_usd::float8 AS limit_micro_usd,
    NULL::float8 AS spent_micro_usd
  FROM noted AS n JOIN budgets AS b ON b.id = n.budget_id`;

interface Noted {
  org_id: string;
  budget_id: string;
  percent: number;
}

/** Tells each budget that reached 80 or 100 % of this month's, once. Returns how many were told. */
export async function noteThresholds(now: Date): Promise<number> {
  return tell(REACHED, [monthOf(now)], monthOf(now));
}

/** Tells that a budget refuses requests: what is left may be too little for any of them, and never quite spent. */
export async function noteRefusal(orgId: string, budgetId: string, now: Date): Promise<void> {
  await tell(REFUSED, [monthOf(now), budgetId, orgId], monthOf(now));
}

async function tell(query: string, values: readonly string[], month: string): Promise<number> {
  const client = await countersPool().connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<Noted>(query, [...values]);
    for (const { org_id: orgId, ...facts } of rows) {
      await client.query("INSERT INTO outbox_messages (id, org_id, topic, payload) VALUES ($1, $2, $3, $4)", [
        newId("out"),
        orgId,
        "budget.threshold",
        JSON.stringify({ ...facts, month: month.slice(0, 7) }),
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
