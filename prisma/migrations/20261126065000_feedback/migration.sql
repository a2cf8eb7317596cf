-- CreateEnum
CREATE TYPE "FeedbackProof" AS ENUM ('anonymous', 'session', 'verified', 'server');

-- DropIndex
DROP INDEX "feedback_org_id_project_id_session_id_end_user_id_kind_metr_key";

-- DropIndex
DROP INDEX "nps_responses_org_id_project_id_survey_session_id_key";

-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "joined_at" TIMESTAMPTZ(3),
ADD COLUMN     "waiting_until" TIMESTAMPTZ(3),
ALTER COLUMN "request_id" SET DATA TYPE TEXT USING coalesce("request_id"::text, ''),
ALTER COLUMN "request_id" SET DEFAULT '',
ALTER COLUMN "request_id" SET NOT NULL;

-- AlterTable
ALTER TABLE "nps_responses" ADD COLUMN     "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "app_version" TEXT,
ADD COLUMN     "handled_at" TIMESTAMPTZ(3),
ADD COLUMN     "handled_by" TEXT,
ADD COLUMN     "history" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "is_held" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_useful" BOOLEAN,
ADD COLUMN     "joined_at" TIMESTAMPTZ(3),
ADD COLUMN     "model" TEXT,
ADD COLUMN     "network_hash" TEXT,
ADD COLUMN     "provider" TEXT,
ADD COLUMN     "respondent" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "route_id" TEXT,
ADD COLUMN     "waiting_until" TIMESTAMPTZ(3),
ALTER COLUMN "proof" TYPE "FeedbackProof" USING ("proof"::"FeedbackProof");

-- CreateTable
CREATE TABLE "feedback_events" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "value" DOUBLE PRECISION,
    "count" INTEGER NOT NULL DEFAULT 1,
    "proof" "FeedbackProof" NOT NULL,
    "joined_at" TIMESTAMPTZ(3),
    "waiting_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feedback_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nps_shows" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "survey" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "end_user_id" TEXT,
    "proof" "FeedbackProof" NOT NULL,
    "propensity" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "nps_shows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_settings" (
    "project_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feedback_settings_pkey" PRIMARY KEY ("project_id")
);

-- CreateIndex
CREATE INDEX "feedback_events_org_id_created_at_idx" ON "feedback_events"("org_id", "created_at");

-- CreateIndex
CREATE INDEX "feedback_events_waiting_until_idx" ON "feedback_events"("waiting_until");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_events_org_id_project_id_session_id_request_id_typ_key" ON "feedback_events"("org_id", "project_id", "session_id", "request_id", "type");

-- CreateIndex
CREATE INDEX "nps_shows_org_id_project_id_end_user_id_created_at_idx" ON "nps_shows"("org_id", "project_id", "end_user_id", "created_at");

-- CreateIndex
CREATE INDEX "nps_shows_org_id_project_id_created_at_idx" ON "nps_shows"("org_id", "project_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "nps_shows_org_id_project_id_survey_session_id_key" ON "nps_shows"("org_id", "project_id", "survey", "session_id");

-- CreateIndex
CREATE INDEX "feedback_settings_org_id_idx" ON "feedback_settings"("org_id");

-- CreateIndex
CREATE INDEX "feedback_waiting_until_idx" ON "feedback"("waiting_until");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_org_id_project_id_session_id_request_id_end_user_i_key" ON "feedback"("org_id", "project_id", "session_id", "request_id", "end_user_id", "kind", "metric");

-- CreateIndex
CREATE INDEX "nps_responses_org_id_project_id_end_user_id_answered_at_idx" ON "nps_responses"("org_id", "project_id", "end_user_id", "answered_at");

-- CreateIndex
CREATE INDEX "nps_responses_waiting_until_idx" ON "nps_responses"("waiting_until");

-- CreateIndex
CREATE UNIQUE INDEX "nps_responses_org_id_project_id_survey_session_id_responden_key" ON "nps_responses"("org_id", "project_id", "survey", "session_id", "respondent");

SELECT floopy_protect_table('feedback_events');
SELECT floopy_protect_table('nps_shows');
SELECT floopy_protect_table('feedback_settings');

CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON feedback_settings FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
