-- AlterTable
ALTER TABLE "org_export_pieces" ADD COLUMN     "key_version" INTEGER;
