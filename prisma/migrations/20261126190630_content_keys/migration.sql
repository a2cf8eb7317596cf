-- AlterTable
ALTER TABLE "request_bodies" ADD COLUMN     "key_version" INTEGER;

-- CreateTable
CREATE TABLE "content_keys" (
    "org_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "wrapped_key" BYTEA NOT NULL,
    "master_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "content_keys_pkey" PRIMARY KEY ("org_id","version")
);

SELECT floopy_protect_table('content_keys');
CREATE TRIGGER notify_config AFTER INSERT OR DELETE ON content_keys FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();

-- Found without looking through what is encrypted already; empty once everything is.
CREATE INDEX "request_bodies_plain_idx" ON "request_bodies" ("created_at") WHERE "key_version" IS NULL;
