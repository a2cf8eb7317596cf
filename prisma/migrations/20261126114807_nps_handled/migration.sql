-- AlterTable
ALTER TABLE "nps_responses" ADD COLUMN     "handled_by_label" TEXT,
ADD COLUMN     "handled_note" TEXT;
