-- AlterTable
ALTER TABLE "prompt_versions" ADD COLUMN     "note" TEXT,
ADD COLUMN     "variables" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "evaluations" ADD COLUMN     "prompt_version" INTEGER;

-- CreateTable
CREATE TABLE "prompt_labels" (
    "prompt_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "moved_by" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "prompt_labels_pkey" PRIMARY KEY ("prompt_id","name")
);

-- CreateIndex
CREATE INDEX "prompt_labels_org_id_idx" ON "prompt_labels"("org_id");

-- AddForeignKey
ALTER TABLE "prompt_labels" ADD CONSTRAINT "prompt_labels_prompt_id_fkey" FOREIGN KEY ("prompt_id") REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt_labels" ADD CONSTRAINT "prompt_labels_prompt_id_version_fkey" FOREIGN KEY ("prompt_id", "version") REFERENCES "prompt_versions"("prompt_id", "version") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT floopy_protect_table('prompt_labels');

-- What a version says never changes: requests that are on record refer to it.
REVOKE UPDATE ON prompt_versions FROM floopy_app, floopy_system;

-- What a version earned is counted over its requests; most requests have no prompt.
CREATE INDEX requests_prompt ON requests (org_id, prompt_id, created_at) WHERE prompt_id IS NOT NULL;

CREATE TRIGGER notify_config AFTER UPDATE OR DELETE ON prompts FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT ON prompt_versions FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON prompt_labels FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
