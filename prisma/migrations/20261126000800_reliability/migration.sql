-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "key_balancing" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "routes" ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "route_rollups" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "request_count" INTEGER NOT NULL,
    "error_count" INTEGER NOT NULL,
    "fallback_count" INTEGER NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,
    "latency_histogram" INTEGER[],

    CONSTRAINT "route_rollups_pkey" PRIMARY KEY ("org_id","route_id","hour","provider","model")
);

-- CreateTable
CREATE TABLE "circuit_reports" (
    "org_id" TEXT NOT NULL,
    "reporter_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "provider_key_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),
    "calls" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failure" TEXT,
    "last_failure_at" TIMESTAMPTZ(3),
    "latency_ms" INTEGER,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "circuit_reports_pkey" PRIMARY KEY ("org_id","reporter_id","provider","model","provider_key_id")
);

-- CreateIndex
CREATE INDEX "circuit_reports_reported_at_idx" ON "circuit_reports"("reported_at");

SELECT floopy_protect_table('route_rollups');
SELECT floopy_protect_table('circuit_reports');
