-- AlterTable
ALTER TABLE "nps_shows" ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3);
