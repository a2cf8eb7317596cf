-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "cost_source" TEXT,
ADD COLUMN     "price_version" TEXT,
ADD COLUMN     "service_tier" TEXT,
ADD COLUMN     "usage_details" JSONB;

-- CreateTable
CREATE TABLE "price_overrides" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "rates" JSONB NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "price_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "price_overrides_org_id_provider_model_idx" ON "price_overrides"("org_id", "provider", "model");

SELECT floopy_protect_table('price_overrides');

-- One price holds at a time.
CREATE UNIQUE INDEX price_overrides_in_force ON price_overrides (org_id, provider, model) WHERE removed_at IS NULL;

CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON price_overrides FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();

-- What the re-price job looks for: few rows, found without reading the many that have a cost.
CREATE INDEX requests_unpriced ON requests (org_id, created_at)
  WHERE cost_micro_usd IS NULL AND input_tokens IS NOT NULL AND model IS NOT NULL;

-- Unpriced is what was used and has no known cost; requests that never reached a model were counted with it before.
UPDATE request_rollups SET unpriced_count = 0
WHERE unpriced_count > 0 AND status IN ('error', 'blocked') AND input_tokens = 0 AND output_tokens = 0;
