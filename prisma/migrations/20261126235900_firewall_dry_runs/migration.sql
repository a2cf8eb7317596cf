-- CreateTable
CREATE TABLE "firewall_dry_runs" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "days" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "draft" JSONB NOT NULL,
    "saved" JSONB NOT NULL,
    "saved_version" INTEGER NOT NULL,
    "allow_rules" JSONB NOT NULL DEFAULT '[]',
    "without_allow_rules" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "plan_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "population" INTEGER,
    "total" INTEGER,
    "step" INTEGER NOT NULL DEFAULT 1,
    "done" INTEGER NOT NULL DEFAULT 0,
    "cursor_at" TIMESTAMPTZ(3),
    "cursor_id" UUID,
    "report" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,

    CONSTRAINT "firewall_dry_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "firewall_dry_run_changes" (
    "dry_run_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded" TEXT NOT NULL,
    "saved" TEXT NOT NULL,
    "draft" TEXT NOT NULL,
    "differences" JSONB NOT NULL,

    CONSTRAINT "firewall_dry_run_changes_pkey" PRIMARY KEY ("dry_run_id","request_id")
);

-- CreateIndex
CREATE INDEX "firewall_dry_runs_org_id_project_id_created_at_idx" ON "firewall_dry_runs"("org_id", "project_id", "created_at");

-- CreateIndex
CREATE INDEX "firewall_dry_runs_due_at_idx" ON "firewall_dry_runs"("due_at");

-- CreateIndex
CREATE INDEX "firewall_dry_runs_created_at_idx" ON "firewall_dry_runs"("created_at");

-- CreateIndex
CREATE INDEX "firewall_dry_run_changes_org_id_request_id_idx" ON "firewall_dry_run_changes"("org_id", "request_id");

-- CreateIndex
CREATE INDEX "firewall_dry_run_changes_created_at_idx" ON "firewall_dry_run_changes"("created_at");

-- AddForeignKey
ALTER TABLE "firewall_dry_run_changes" ADD CONSTRAINT "firewall_dry_run_changes_dry_run_id_fkey" FOREIGN KEY ("dry_run_id") REFERENCES "firewall_dry_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One at a time for each project, whoever asks.
CREATE UNIQUE INDEX firewall_dry_runs_open ON firewall_dry_runs (project_id) WHERE status IN ('pending', 'running');

SELECT floopy_protect_table('firewall_dry_runs');
SELECT floopy_protect_table('firewall_dry_run_changes');
