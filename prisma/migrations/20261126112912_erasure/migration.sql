-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "subject_hash" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure_marks" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_marks_pkey" PRIMARY KEY ("org_id","project_id","mark")
);

-- CreateIndex
CREATE INDEX "erasures_org_id_requested_at_idx" ON "erasures"("org_id", "requested_at");

-- CreateIndex
CREATE INDEX "erasure_marks_org_id_erased_at_idx" ON "erasure_marks"("org_id", "erased_at");

-- CreateIndex
CREATE INDEX "sessions_org_id_project_id_end_user_id_idx" ON "sessions"("org_id", "project_id", "end_user_id");

-- Most requests name no end user, and cost nothing here.
CREATE INDEX "requests_end_user_idx" ON "requests" ("org_id", "project_id", "end_user_id", "created_at")
  WHERE "end_user_id" IS NOT NULL;

SELECT floopy_protect_table('erasures');
SELECT floopy_protect_table('erasure_marks');
