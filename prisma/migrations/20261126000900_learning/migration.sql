-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "task_category" TEXT;

-- AlterTable
ALTER TABLE "decisions" ADD COLUMN     "task_category" TEXT;

-- CreateTable
CREATE TABLE "learning_statistics" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "category" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "signal" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL,
    "answer_count" INTEGER NOT NULL,
    "weight_micro" BIGINT NOT NULL,
    "score_micro" BIGINT NOT NULL,
    "square_micro" BIGINT NOT NULL,

    CONSTRAINT "learning_statistics_pkey" PRIMARY KEY ("org_id","project_id","day","category","provider","model","signal","is_shared")
);

-- CreateTable
CREATE TABLE "learning_counters" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "category" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "session_count" INTEGER NOT NULL,
    "request_count" INTEGER NOT NULL,
    "failed_count" INTEGER NOT NULL,
    "priced_count" INTEGER NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,
    "latency_ms_sum" BIGINT NOT NULL,

    CONSTRAINT "learning_counters_pkey" PRIMARY KEY ("org_id","project_id","day","category","provider","model")
);

-- CreateTable
CREATE TABLE "feedback_credits" (
    "org_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "request_id" UUID,
    "signal" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "channel" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cells" JSONB NOT NULL DEFAULT '[]',
    "decisions_credited" INTEGER NOT NULL DEFAULT 0,
    "turn_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feedback_credits_pkey" PRIMARY KEY ("org_id","source_id")
);

-- CreateTable
CREATE TABLE "learning_snapshots" (
    "id" TEXT NOT NULL,
    "version" SERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "card" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "learning_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learning_tenant_snapshots" (
    "org_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "learning_tenant_snapshots_pkey" PRIMARY KEY ("org_id")
);

-- CreateTable
CREATE TABLE "learning_receipts" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "from_mode" TEXT NOT NULL,
    "to_mode" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "snapshot_id_before" TEXT,
    "snapshot_id_after" TEXT,
    "hash_before" TEXT NOT NULL,
    "hash_after" TEXT NOT NULL,
    "hash_without" TEXT NOT NULL,
    "cell_count" INTEGER NOT NULL,
    "answer_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "learning_receipts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "feedback_credits_created_at_idx" ON "feedback_credits"("created_at");

-- CreateIndex
CREATE INDEX "feedback_credits_org_id_project_id_session_id_idx" ON "feedback_credits"("org_id", "project_id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "learning_snapshots_version_key" ON "learning_snapshots"("version");

-- CreateIndex
CREATE INDEX "learning_snapshots_created_at_idx" ON "learning_snapshots"("created_at");

-- CreateIndex
CREATE INDEX "learning_receipts_org_id_created_at_idx" ON "learning_receipts"("org_id", "created_at");

SELECT floopy_protect_table('learning_statistics');
SELECT floopy_protect_table('learning_counters');
SELECT floopy_protect_table('feedback_credits');
SELECT floopy_protect_table('learning_snapshots');
SELECT floopy_protect_table('learning_tenant_snapshots');
SELECT floopy_protect_table('learning_receipts');

-- The shared model is everybody's to read, the worker's alone to add to, and nobody's to change. Old ones are deleted.
REVOKE INSERT, UPDATE, DELETE ON learning_snapshots FROM floopy_app;
REVOKE UPDATE ON learning_snapshots FROM floopy_system;
REVOKE UPDATE, DELETE ON learning_receipts FROM floopy_app, floopy_system;
GRANT USAGE ON SEQUENCE learning_snapshots_version_seq TO floopy_system;

-- An organisation's own part is read with its configuration.
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON learning_tenant_snapshots FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();

-- Tells every gateway process that the shared model has a new state.
CREATE FUNCTION floopy_notify_learning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('floopy_learning', NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER notify_learning AFTER INSERT ON learning_snapshots FOR EACH ROW EXECUTE FUNCTION floopy_notify_learning();
