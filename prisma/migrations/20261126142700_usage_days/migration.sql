-- CreateTable
CREATE TABLE "usage_days" (
    "org_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "project_id" TEXT NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "request_count" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,
    "unpriced_count" INTEGER NOT NULL,

    CONSTRAINT "usage_days_pkey" PRIMARY KEY ("org_id","day","project_id","api_key_id","provider","model")
);

-- CreateTable
CREATE TABLE "usage_differences" (
    "org_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "project_id" TEXT NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "counted_count" INTEGER NOT NULL,
    "recorded_count" INTEGER NOT NULL,
    "counted_micro_usd" BIGINT NOT NULL,
    "recorded_micro_usd" BIGINT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_differences_pkey" PRIMARY KEY ("org_id","day","project_id","api_key_id")
);

SELECT floopy_protect_table('usage_days');
SELECT floopy_protect_table('usage_differences');

-- What is still stored of earlier days; the migration's role owns the tables, and must see their rows.
ALTER TABLE requests NO FORCE ROW LEVEL SECURITY;
ALTER TABLE usage_days NO FORCE ROW LEVEL SECURITY;
INSERT INTO usage_days (org_id, day, project_id, api_key_id, provider, model, request_count, input_tokens, output_tokens,
  cost_micro_usd, unpriced_count)
SELECT org_id, date_trunc('day', created_at, 'UTC')::date, project_id, api_key_id, coalesce(provider, ''),
  coalesce(model, ''), count(*), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),
  coalesce(sum(cost_micro_usd), 0),
  count(*) FILTER (WHERE cost_micro_usd IS NULL AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL))
FROM requests WHERE status <> 'error' OR attempts <> '[]'::jsonb GROUP BY 1, 2, 3, 4, 5, 6;
ALTER TABLE requests FORCE ROW LEVEL SECURITY;
ALTER TABLE usage_days FORCE ROW LEVEL SECURITY;
