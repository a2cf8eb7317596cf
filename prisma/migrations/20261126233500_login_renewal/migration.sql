-- AlterTable
ALTER TABLE "login_sessions" ADD COLUMN     "must_renew" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "replaced_by" TEXT;
