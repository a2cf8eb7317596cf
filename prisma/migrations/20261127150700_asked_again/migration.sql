-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "ask_key" TEXT;

-- AlterTable
ALTER TABLE "learning_counters" ADD COLUMN     "retried_count" INTEGER NOT NULL DEFAULT 0;
