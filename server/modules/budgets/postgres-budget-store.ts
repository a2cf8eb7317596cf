import type { Pool } from "pg";
import { type BudgetLevel, type BudgetStore, RESERVATION_TTL_MS, type Reservation } from "./budget-store";

const RESERVE = "SELECT floopy_reserve_budgets($1, $2::date, $3, $4, $5, $6, $7, $8) AS position";
const SETTLE = "SELECT floopy_settle_budgets($1, $2::date, $3, $4, $5)";
const PEEK = `
  SELECT coalesce(c.spent_micro_usd, 0)::float8 AS spent,
    (SELECT coalesce(sum(r.amount_micro_usd), 0)::float8 FROM budget_reservations AS r
     WHERE r.org_id = $1 AND r.budget_id = asked_id AND r.month = $2::date AND r.expires_at > clock_timestamp()) AS reserved
  FROM unnest($3::text[]) WITH ORDINALITY AS asked(asked_id, position)
  LEFT JOIN budget_counters AS c ON c.org_id = $1 AND c.budget_id = asked_id AND c.month = $2::date
  ORDER BY position`;

/** Budgets that every process shares, as rows. */
export class PostgresBudgetStore implements BudgetStore {
  readonly #pool: () => Pool;

  constructor(pool: () => Pool) {
    this.#pool = pool;
  }

  async reserve(reservation: Reservation): Promise<number> {
    const { orgId, month, id, budgets, amountMicroUsd } = reservation;
    const ordered = inOrder(budgets);
    const { rows } = await this.#pool().query<{ position: number }>({
      name: "floopy_reserve_budgets",
      text: RESERVE,
      values: [
        orgId,
        month,
        id,
        ordered.map((budget) => budget.id),
        ordered.map((budget) => budget.limitMicroUsd),
        ordered.map((budget) => budget.spentMicroUsd),
        amountMicroUsd,
        RESERVATION_TTL_MS,
      ],
    });
    const refusing = ordered[(rows[0]?.position ?? 0) - 1];
    return refusing === undefined ? -1 : budgets.indexOf(refusing);
  }

  async settle({ orgId, month, id, budgets }: Reservation, costMicroUsd: number): Promise<void> {
    const ids = inOrder(budgets).map((budget) => budget.id);
    const values = [orgId, month, id, ids, costMicroUsd];
    await this.#pool().query({ name: "floopy_settle_budgets", text: SETTLE, values });
  }

  async peek(orgId: string, month: string, ids: readonly string[]): Promise<readonly BudgetLevel[]> {
    if (ids.length === 0) return [];
    const { rows } = await this.#pool().query<{ spent: number; reserved: number }>(PEEK, [orgId, month, ids]);
    return rows.map(({ spent, reserved }) => ({ spentMicroUsd: spent, reservedMicroUsd: reserved }));
  }
}

/** Rows are locked in one order, whoever comes first. */
function inOrder(budgets: Reservation["budgets"]): Reservation["budgets"] {
  return budgets.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
