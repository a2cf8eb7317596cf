-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "body_days" INTEGER,
ADD COLUMN     "metadata_days" INTEGER;
