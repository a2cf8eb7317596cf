-- CreateTable
CREATE TABLE "organization_sweeps" (
    "org_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_sweeps_pkey" PRIMARY KEY ("org_id")
);

-- CreateIndex
CREATE INDEX "organization_sweeps_due_at_idx" ON "organization_sweeps"("due_at");

SELECT floopy_protect_table('organization_sweeps');
