-- CreateEnum
CREATE TYPE "CacheMode" AS ENUM ('off', 'exact', 'semantic');

-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "cache_embedding_micro_usd" INTEGER,
ADD COLUMN     "saved_micro_usd" INTEGER,
ADD COLUMN     "saved_tokens" INTEGER;

-- AlterTable
ALTER TABLE "request_rollups" ADD COLUMN     "cache_hit_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "cache_miss_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "saved_micro_usd" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "cache_policies" (
    "project_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "mode" "CacheMode" NOT NULL DEFAULT 'off',
    "ttl_seconds" INTEGER NOT NULL DEFAULT 604800,
    "entry_bytes_max" INTEGER NOT NULL DEFAULT 1048576,
    "is_per_user" BOOLEAN NOT NULL DEFAULT false,
    "allows_headers" BOOLEAN NOT NULL DEFAULT true,
    "keeps_unstored" BOOLEAN NOT NULL DEFAULT false,
    "embedding_model" TEXT,
    "similarity_min" DOUBLE PRECISION NOT NULL DEFAULT 0.95,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "cache_policies_pkey" PRIMARY KEY ("project_id")
);

-- CreateIndex
CREATE INDEX "cache_policies_org_id_idx" ON "cache_policies"("org_id");

SELECT floopy_protect_table('cache_policies');
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON cache_policies FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
