-- CreateTable
CREATE TABLE "provider_objects" (
    "org_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_key_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_objects_pkey" PRIMARY KEY ("org_id","provider","provider_key_id","id")
);

-- CreateIndex
CREATE INDEX "provider_objects_org_id_project_id_id_idx" ON "provider_objects"("org_id", "project_id", "id");

-- CreateIndex
CREATE INDEX "provider_objects_org_id_project_id_provider_created_at_idx" ON "provider_objects"("org_id", "project_id", "provider", "created_at");

SELECT floopy_protect_table('provider_objects');
