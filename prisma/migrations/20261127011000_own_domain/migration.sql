-- AlterTable
ALTER TABLE "sso_connections" ALTER COLUMN "issuer" DROP NOT NULL,
ALTER COLUMN "client_id" DROP NOT NULL,
ALTER COLUMN "ciphertext" DROP NOT NULL,
ALTER COLUMN "wrapped_key" DROP NOT NULL,
ALTER COLUMN "master_key_id" DROP NOT NULL;
