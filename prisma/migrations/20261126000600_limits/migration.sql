-- CreateEnum
CREATE TYPE "BudgetScope" AS ENUM ('organization', 'project', 'api_key');

-- CreateEnum
CREATE TYPE "BudgetMode" AS ENUM ('block', 'alert');

-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "requests_per_minute" INTEGER,
ADD COLUMN     "tokens_per_minute" INTEGER;

-- CreateTable
CREATE TABLE "limit_states" (
    "name" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "tat_ms" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "limit_states_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "budgets" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "scope" "BudgetScope" NOT NULL,
    "scope_id" TEXT NOT NULL,
    "limit_micro_usd" BIGINT NOT NULL,
    "mode" "BudgetMode" NOT NULL DEFAULT 'block',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budgets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_alerts" (
    "org_id" TEXT NOT NULL,
    "budget_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "percent" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_alerts_pkey" PRIMARY KEY ("budget_id","month","percent")
);

-- CreateTable
CREATE TABLE "spend_months" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "request_count" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,
    "unpriced_count" INTEGER NOT NULL,

    CONSTRAINT "spend_months_pkey" PRIMARY KEY ("org_id","month","project_id","api_key_id")
);

-- CreateTable
CREATE TABLE "budget_counters" (
    "org_id" TEXT NOT NULL,
    "budget_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "spent_micro_usd" BIGINT NOT NULL,

    CONSTRAINT "budget_counters_pkey" PRIMARY KEY ("budget_id","month")
);

-- CreateTable
CREATE TABLE "budget_reservations" (
    "org_id" TEXT NOT NULL,
    "budget_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "reservation_id" TEXT NOT NULL,
    "amount_micro_usd" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_reservations_pkey" PRIMARY KEY ("budget_id","month","reservation_id")
);

-- CreateIndex
CREATE INDEX "limit_states_org_id_idx" ON "limit_states"("org_id");

-- CreateIndex
CREATE UNIQUE INDEX "budgets_org_id_scope_scope_id_key" ON "budgets"("org_id", "scope", "scope_id");

-- CreateIndex
CREATE INDEX "budget_alerts_org_id_idx" ON "budget_alerts"("org_id");

-- CreateIndex
CREATE INDEX "budget_counters_org_id_idx" ON "budget_counters"("org_id");

-- CreateIndex
CREATE INDEX "budget_reservations_org_id_idx" ON "budget_reservations"("org_id");

SELECT floopy_protect_table('limit_states');
SELECT floopy_protect_table('budgets');
SELECT floopy_protect_table('budget_alerts');
SELECT floopy_protect_table('spend_months');
SELECT floopy_protect_table('budget_counters');
SELECT floopy_protect_table('budget_reservations');

-- Rewritten with every request and worth nothing after a crash: not written ahead.
ALTER TABLE limit_states SET UNLOGGED;
ALTER TABLE limit_states SET (fillfactor = 50);
ALTER TABLE budget_counters SET (fillfactor = 50);

ALTER TABLE api_keys
  ADD CONSTRAINT api_keys_limits_are_positive CHECK (requests_per_minute > 0 AND tokens_per_minute > 0);
ALTER TABLE budgets ADD CONSTRAINT budgets_limit_is_positive CHECK (limit_micro_usd > 0);

DROP TRIGGER notify_config ON api_keys;
CREATE TRIGGER notify_config
  AFTER INSERT OR DELETE OR UPDATE OF org_id, project_id, kind, name, hash, pepper_version, permissions, allowed_models,
    allowed_ips, allowed_origins, expires_at, revoked_at, requests_per_minute, tokens_per_minute
  ON api_keys FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON budgets
  FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();

-- Takes from several buckets or from none (GCRA; see server/modules/limits/README.md). Names come sorted, so that two
-- calls never wait for each other. `full_in_ms` is the time until each bucket is full.
CREATE FUNCTION floopy_take_limits(p_org text, p_names text[], p_per_minute float8[], p_amounts float8[])
RETURNS TABLE (is_allowed boolean, full_in_ms float8[]) LANGUAGE plpgsql AS $$
DECLARE
  now_ms float8;
  held float8;
  step float8;
BEGIN
  INSERT INTO limit_states (name, org_id, tat_ms)
  SELECT taken, p_org, 0 FROM unnest(p_names) AS taken ORDER BY taken ON CONFLICT DO NOTHING;
  PERFORM 1 FROM limit_states WHERE name = ANY (p_names) ORDER BY name FOR UPDATE;
  now_ms := extract(epoch FROM clock_timestamp()) * 1000;
  is_allowed := true;
  FOR i IN 1 .. cardinality(p_names) LOOP
    SELECT greatest(tat_ms - now_ms, 0) INTO held FROM limit_states WHERE name = p_names[i];
    step := 60000 / p_per_minute[i];
    full_in_ms[i] := coalesce(held, 0);
    IF full_in_ms[i] + p_amounts[i] * step > 60000.001 THEN is_allowed := false; END IF;
  END LOOP;
  IF is_allowed THEN
    FOR i IN 1 .. cardinality(p_names) LOOP
      full_in_ms[i] := full_in_ms[i] + p_amounts[i] * 60000 / p_per_minute[i];
      UPDATE limit_states SET tat_ms = now_ms + full_in_ms[i] WHERE name = p_names[i];
    END LOOP;
  END IF;
  RETURN NEXT;
END $$;

-- Reserves an amount in several budgets or in none; ids come sorted. `p_limits` holds null for a budget that only
-- tells; `p_spent` is what the stored requests have cost. Answers the position of the budget that refused, or 0.
CREATE FUNCTION floopy_reserve_budgets(p_org text, p_month date, p_reservation text, p_ids text[], p_limits bigint[],
  p_spent bigint[], p_amount bigint, p_ttl_ms float8)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  spent bigint;
  held bigint;
BEGIN
  FOR i IN 1 .. cardinality(p_ids) LOOP
    INSERT INTO budget_counters AS c (org_id, budget_id, month, spent_micro_usd)
    VALUES (p_org, p_ids[i], p_month, p_spent[i])
    ON CONFLICT (budget_id, month) DO UPDATE SET spent_micro_usd = greatest(c.spent_micro_usd, excluded.spent_micro_usd)
    RETURNING spent_micro_usd INTO spent;
    DELETE FROM budget_reservations WHERE budget_id = p_ids[i] AND month = p_month AND expires_at <= clock_timestamp();
    SELECT coalesce(sum(amount_micro_usd), 0) INTO held
    FROM budget_reservations WHERE budget_id = p_ids[i] AND month = p_month;
    IF spent + held >= p_limits[i] OR spent + held + p_amount > p_limits[i] THEN RETURN i; END IF;
  END LOOP;
  INSERT INTO budget_reservations (org_id, budget_id, month, reservation_id, amount_micro_usd, expires_at)
  SELECT p_org, id, p_month, p_reservation, p_amount, clock_timestamp() + p_ttl_ms * interval '1 millisecond'
  FROM unnest(p_ids) AS id ON CONFLICT DO NOTHING;
  RETURN 0;
END $$;

-- A request ended: its reservation goes, what it cost stays.
CREATE FUNCTION floopy_settle_budgets(p_org text, p_month date, p_reservation text, p_ids text[], p_cost bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1 .. cardinality(p_ids) LOOP
    UPDATE budget_counters SET spent_micro_usd = spent_micro_usd + p_cost
    WHERE org_id = p_org AND budget_id = p_ids[i] AND month = p_month;
    DELETE FROM budget_reservations
    WHERE budget_id = p_ids[i] AND month = p_month AND reservation_id = p_reservation;
  END LOOP;
END $$;
