-- AlterTable
ALTER TABLE "routes" ADD COLUMN     "cost_target_micro_usd" INTEGER;

-- CreateTable
CREATE TABLE "route_pacing" (
    "route_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "cost_micro_usd" BIGINT NOT NULL DEFAULT 0,
    "paced_request_count" INTEGER NOT NULL DEFAULT 0,
    "paced_cost_micro_usd" BIGINT NOT NULL DEFAULT 0,
    "low_lambda" DOUBLE PRECISION NOT NULL,
    "high_lambda" DOUBLE PRECISION NOT NULL,
    "high_share" DOUBLE PRECISION NOT NULL,
    "debt_usd" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "spent_usd" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "expected_usd" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "stepped_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "route_pacing_pkey" PRIMARY KEY ("route_id")
);

-- CreateIndex
CREATE INDEX "route_pacing_org_id_idx" ON "route_pacing"("org_id");

-- AddForeignKey
ALTER TABLE "route_pacing" ADD CONSTRAINT "route_pacing_route_id_fkey" FOREIGN KEY ("route_id") REFERENCES "routes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT floopy_protect_table('route_pacing');

-- Gateways read the price; what is counted beside it is nothing to them.
CREATE TRIGGER notify_config AFTER INSERT OR DELETE ON route_pacing FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config_price AFTER UPDATE OF low_lambda, high_lambda, high_share ON route_pacing FOR EACH ROW
  WHEN ((OLD.low_lambda, OLD.high_lambda, OLD.high_share) IS DISTINCT FROM (NEW.low_lambda, NEW.high_lambda, NEW.high_share))
  EXECUTE FUNCTION floopy_notify_config();
