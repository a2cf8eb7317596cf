-- CreateTable
CREATE TABLE "manual_ratings" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "session_id" TEXT NOT NULL,
    "rater_id" TEXT NOT NULL,
    "rater_label" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "stars" INTEGER,
    "note" TEXT,
    "correction" TEXT,
    "rated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "manual_ratings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "manual_ratings_org_id_rater_id_rated_at_idx" ON "manual_ratings"("org_id", "rater_id", "rated_at");

-- CreateIndex
CREATE INDEX "manual_ratings_created_at_idx" ON "manual_ratings"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "manual_ratings_org_id_request_id_rater_id_key" ON "manual_ratings"("org_id", "request_id", "rater_id");

-- CreateIndex
CREATE INDEX "request_checks_org_id_created_at_idx" ON "request_checks"("org_id", "created_at");

SELECT floopy_protect_table('manual_ratings');
