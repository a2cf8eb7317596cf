-- CreateTable
CREATE TABLE "org_exports" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "actor_label" TEXT NOT NULL,
    "tables_done" INTEGER NOT NULL DEFAULT 0,
    "tables_total" INTEGER NOT NULL DEFAULT 0,
    "row_count" BIGINT NOT NULL DEFAULT 0,
    "byte_count" BIGINT NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "org_exports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_export_pieces" (
    "org_id" TEXT NOT NULL,
    "export_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "org_export_pieces_pkey" PRIMARY KEY ("export_id","position")
);

-- CreateTable
CREATE TABLE "organization_deletions" (
    "org_id" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_deletions_pkey" PRIMARY KEY ("org_id")
);

-- CreateTable
CREATE TABLE "deletion_receipts" (
    "id" TEXT NOT NULL,
    "org_mark" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "deletion_receipts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "org_exports_org_id_requested_at_idx" ON "org_exports"("org_id", "requested_at");

-- CreateIndex
CREATE INDEX "org_export_pieces_org_id_idx" ON "org_export_pieces"("org_id");

-- CreateIndex
CREATE INDEX "organization_deletions_due_at_idx" ON "organization_deletions"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "deletion_receipts_org_mark_key" ON "deletion_receipts"("org_mark");

SELECT floopy_protect_table('org_exports');
SELECT floopy_protect_table('org_export_pieces');
SELECT floopy_protect_table('organization_deletions');
SELECT floopy_protect_table('deletion_receipts');
REVOKE ALL ON deletion_receipts FROM floopy_app;

-- What only grows goes with its organisation, once that deletion is due. The owner of the tables is bound by their
-- policies, too.
CREATE POLICY owner_reads ON organization_deletions FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_deletes ON audit_entries TO CURRENT_USER
  USING (org_id IN (SELECT d.org_id FROM organization_deletions d));
CREATE POLICY owner_deletes ON learning_receipts TO CURRENT_USER
  USING (org_id IN (SELECT d.org_id FROM organization_deletions d));
CREATE FUNCTION floopy_delete_ledgers(p_org text, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  audit bigint;
  receipts bigint;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM organization_deletions WHERE org_id = p_org AND due_at <= p_now) THEN
    RAISE EXCEPTION 'this organisation is not due to be deleted';
  END IF;
  DELETE FROM audit_entries WHERE org_id = p_org;
  GET DIAGNOSTICS audit = ROW_COUNT;
  DELETE FROM learning_receipts WHERE org_id = p_org;
  GET DIAGNOSTICS receipts = ROW_COUNT;
  RETURN jsonb_build_object('audit_entries', audit, 'learning_receipts', receipts);
END $$;
REVOKE ALL ON FUNCTION floopy_delete_ledgers(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION floopy_delete_ledgers(text, timestamptz) TO floopy_system;
