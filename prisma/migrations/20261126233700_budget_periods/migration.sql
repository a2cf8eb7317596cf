-- CreateEnum
CREATE TYPE "BudgetPeriod" AS ENUM ('month', 'day');

-- AlterEnum
ALTER TYPE "BudgetScope" ADD VALUE 'end_user';

-- DropIndex
DROP INDEX "budgets_org_id_scope_scope_id_key";

-- AlterTable
ALTER TABLE "budgets" ADD COLUMN     "period" "BudgetPeriod" NOT NULL DEFAULT 'month';

-- CreateIndex
CREATE UNIQUE INDEX "budgets_org_id_scope_scope_id_period_key" ON "budgets"("org_id", "scope", "scope_id", "period");
