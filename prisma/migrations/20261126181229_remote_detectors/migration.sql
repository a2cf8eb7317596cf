-- CreateTable
CREATE TABLE "remote_detectors" (
    "project_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "ciphertext" BYTEA,
    "wrapped_key" BYTEA,
    "master_key_id" TEXT,
    "secret_version" INTEGER NOT NULL DEFAULT 0,
    "last_four" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "remote_detectors_pkey" PRIMARY KEY ("project_id")
);

-- CreateIndex
CREATE INDEX "remote_detectors_org_id_idx" ON "remote_detectors"("org_id");

SELECT floopy_protect_table('remote_detectors');
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON remote_detectors FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
