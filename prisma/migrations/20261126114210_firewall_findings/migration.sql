-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "firewall_mode" TEXT;

-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "firewall_findings" JSONB;

-- CreateIndex
CREATE UNIQUE INDEX "firewall_policies_project_id_key" ON "firewall_policies"("project_id");
