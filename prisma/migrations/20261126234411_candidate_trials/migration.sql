-- CreateEnum
CREATE TYPE "CandidateStage" AS ENUM ('live', 'canary', 'shadow');

-- AlterTable
ALTER TABLE "route_candidates" ADD COLUMN     "canary_percent" INTEGER,
ADD COLUMN     "shadow_passed_at" TIMESTAMPTZ(3),
ADD COLUMN     "stage" "CandidateStage" NOT NULL DEFAULT 'live',
ADD COLUMN     "trial_id" TEXT;

-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "shadow_of" UUID,
ADD COLUMN     "trial_id" TEXT;

-- AlterTable
ALTER TABLE "decisions" ADD COLUMN     "canary_percent" INTEGER,
ADD COLUMN     "trial_id" TEXT;

-- CreateTable
CREATE TABLE "candidate_trials" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "candidate_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "stage" "CandidateStage" NOT NULL,
    "canary_percent" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "outcome" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "candidate_trials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shadow_pairs" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "trial_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "live_request_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "outcome" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "live_ok" BOOLEAN,
    "shadow_ok" BOOLEAN,
    "live_latency_ms" INTEGER,
    "shadow_latency_ms" INTEGER,
    "live_cost_micro_usd" INTEGER,
    "shadow_cost_micro_usd" INTEGER,
    "preference" DOUBLE PRECISION,
    "decided_by" TEXT,
    "judge_cost_micro_usd" INTEGER,
    "compared_at" TIMESTAMPTZ(3),

    CONSTRAINT "shadow_pairs_pkey" PRIMARY KEY ("org_id","request_id")
);

-- CreateTable
CREATE TABLE "shadow_spend" (
    "org_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "call_count" INTEGER NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,

    CONSTRAINT "shadow_spend_pkey" PRIMARY KEY ("org_id","route_id","day")
);

-- CreateIndex
CREATE INDEX "candidate_trials_org_id_route_id_started_at_idx" ON "candidate_trials"("org_id", "route_id", "started_at");

-- CreateIndex
CREATE INDEX "candidate_trials_ended_at_idx" ON "candidate_trials"("ended_at");

-- CreateIndex
CREATE INDEX "shadow_pairs_due_at_idx" ON "shadow_pairs"("due_at");

-- CreateIndex
CREATE INDEX "shadow_pairs_org_id_trial_id_idx" ON "shadow_pairs"("org_id", "trial_id");

-- CreateIndex
CREATE INDEX "shadow_pairs_org_id_live_request_id_idx" ON "shadow_pairs"("org_id", "live_request_id");

-- CreateIndex
CREATE INDEX "shadow_pairs_created_at_idx" ON "shadow_pairs"("created_at");

-- CreateIndex
CREATE INDEX "shadow_spend_day_idx" ON "shadow_spend"("day");

-- Few decisions belong to a canary, and few requests are a shadow's.
CREATE INDEX decisions_trial_idx ON decisions (org_id, trial_id, created_at) WHERE trial_id IS NOT NULL;
CREATE INDEX requests_shadow_of_idx ON requests (org_id, shadow_of) WHERE shadow_of IS NOT NULL;

SELECT floopy_protect_table('candidate_trials');
SELECT floopy_protect_table('shadow_pairs');
SELECT floopy_protect_table('shadow_spend');

-- Models that were taken for tried, by their scores, stay so; the migration's role owns the tables, and must see their rows.
ALTER TABLE org_constraints NO FORCE ROW LEVEL SECURITY;
ALTER TABLE routes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE route_candidates NO FORCE ROW LEVEL SECURITY;
UPDATE route_candidates c SET shadow_passed_at = now()
FROM routes r, org_constraints o, LATERAL jsonb_array_elements(
  CASE jsonb_typeof(o.evidence) WHEN 'array' THEN o.evidence ELSE '[]'::jsonb END) AS e
WHERE r.id = c.route_id AND o.org_id = c.org_id AND o.rules ->> 'require_shadow_before_live' = 'true'
  AND e ->> 'project_id' = r.project_id AND e ->> 'provider' = c.provider AND e ->> 'model' = c.model
  AND jsonb_typeof(e -> 'samples') = 'number' AND (e ->> 'samples')::float8 >= 30;
ALTER TABLE org_constraints FORCE ROW LEVEL SECURITY;
ALTER TABLE routes FORCE ROW LEVEL SECURITY;
ALTER TABLE route_candidates FORCE ROW LEVEL SECURITY;
