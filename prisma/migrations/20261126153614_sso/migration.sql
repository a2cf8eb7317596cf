-- CreateTable
CREATE TABLE "sso_connections" (
    "org_id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "domain_token" TEXT NOT NULL,
    "domain_verified_at" TIMESTAMPTZ(3),
    "issuer" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "wrapped_key" BYTEA NOT NULL,
    "master_key_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_enforced" BOOLEAN NOT NULL DEFAULT false,
    "last_sign_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sso_connections_pkey" PRIMARY KEY ("org_id")
);

-- CreateIndex
CREATE INDEX "sso_connections_domain_idx" ON "sso_connections"("domain");

-- AddForeignKey
ALTER TABLE "sso_connections" ADD CONSTRAINT "sso_connections_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A domain is proved by one organisation at a time.
CREATE UNIQUE INDEX "sso_connections_proved_domain" ON "sso_connections" ("domain") WHERE "domain_verified_at" IS NOT NULL;

SELECT floopy_protect_table('sso_connections');
