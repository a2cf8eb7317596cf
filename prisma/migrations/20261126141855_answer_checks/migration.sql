-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "purpose" TEXT;

-- CreateTable
CREATE TABLE "evaluation_queue" (
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "org_id" TEXT NOT NULL,

    CONSTRAINT "evaluation_queue_pkey" PRIMARY KEY ("request_id","created_at")
);

-- CreateTable
CREATE TABLE "request_checks" (
    "org_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "project_id" TEXT NOT NULL,
    "results" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "request_checks_pkey" PRIMARY KEY ("org_id","request_id")
);

-- CreateIndex
CREATE INDEX "evaluation_queue_org_id_idx" ON "evaluation_queue"("org_id");

-- CreateIndex
CREATE INDEX "request_checks_created_at_idx" ON "request_checks"("created_at");

SELECT floopy_protect_table('evaluation_queue');
SELECT floopy_protect_table('request_checks');
