-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "counted_before" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "counted_month" DATE,
ADD COLUMN     "grace_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_by_contract" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "kept_plan_id" "PlanId",
ADD COLUMN     "kept_until" TIMESTAMPTZ(3),
ADD COLUMN     "trial_used_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "billing_events" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "overage_reports" (
    "org_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "blocks" INTEGER NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "overage_reports_pkey" PRIMARY KEY ("org_id","month")
);

-- CreateTable
CREATE TABLE "quota_alerts" (
    "org_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "plan_id" "PlanId" NOT NULL,
    "kind" TEXT NOT NULL,
    "percent" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quota_alerts_pkey" PRIMARY KEY ("org_id","month","plan_id","kind","percent")
);

-- CreateTable
CREATE TABLE "billing_simulations" (
    "org_id" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_simulations_pkey" PRIMARY KEY ("org_id")
);

-- CreateIndex
CREATE INDEX "billing_events_org_id_received_at_idx" ON "billing_events"("org_id", "received_at");

SELECT floopy_protect_table('billing_events');
SELECT floopy_protect_table('overage_reports');
SELECT floopy_protect_table('quota_alerts');
SELECT floopy_protect_table('billing_simulations');

ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_cap_is_no_debt CHECK (overage_cap_micro_usd >= 0);
