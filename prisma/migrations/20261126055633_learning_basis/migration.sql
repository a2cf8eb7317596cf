-- AlterTable
ALTER TABLE "learning_tenant_snapshots" ADD COLUMN     "basis" TEXT NOT NULL;
