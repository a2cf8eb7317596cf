-- CreateTable
CREATE TABLE "judge_settings" (
    "project_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "model" TEXT,
    "sample_rate" DOUBLE PRECISION NOT NULL,
    "monthly_budget_micro_usd" BIGINT NOT NULL,
    "rubric_version" INTEGER NOT NULL,
    "is_teaching" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "judge_settings_pkey" PRIMARY KEY ("project_id")
);

-- CreateTable
CREATE TABLE "judge_rubrics" (
    "project_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "org_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "judge_rubrics_pkey" PRIMARY KEY ("project_id","version")
);

-- CreateTable
CREATE TABLE "judgements" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "session_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "task_category" TEXT NOT NULL,
    "rubric_version" INTEGER NOT NULL,
    "judge_model" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "score" DOUBLE PRECISION,
    "taught_score" DOUBLE PRECISION,
    "reason" TEXT,
    "cost_micro_usd" INTEGER,
    "judge_request_id" UUID,
    "judged_at" TIMESTAMPTZ(3),

    CONSTRAINT "judgements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "judge_calibrations" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "judge_model" TEXT NOT NULL,
    "rubric_version" INTEGER NOT NULL,
    "pair_count" INTEGER NOT NULL,
    "intercept" DOUBLE PRECISION NOT NULL,
    "slope" DOUBLE PRECISION NOT NULL,
    "cells" JSONB NOT NULL,
    "drift" TEXT,
    "drift_at" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3),
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "judge_calibrations_pkey" PRIMARY KEY ("org_id","project_id","route_id","judge_model","rubric_version")
);

-- CreateIndex
CREATE INDEX "judge_settings_org_id_idx" ON "judge_settings"("org_id");

-- CreateIndex
CREATE INDEX "judge_rubrics_org_id_idx" ON "judge_rubrics"("org_id");

-- CreateIndex
CREATE INDEX "judgements_due_at_idx" ON "judgements"("due_at");

-- CreateIndex
CREATE INDEX "judgements_org_id_project_id_judged_at_idx" ON "judgements"("org_id", "project_id", "judged_at");

-- CreateIndex
CREATE INDEX "judgements_org_id_project_id_session_id_idx" ON "judgements"("org_id", "project_id", "session_id");

-- CreateIndex
CREATE INDEX "judgements_created_at_idx" ON "judgements"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "judgements_org_id_request_id_rubric_version_key" ON "judgements"("org_id", "request_id", "rubric_version");

SELECT floopy_protect_table('judge_settings');
SELECT floopy_protect_table('judge_rubrics');
SELECT floopy_protect_table('judgements');
SELECT floopy_protect_table('judge_calibrations');
