-- A note is encrypted for the id of its row. The default gives the rows that are there one each; later ones bring theirs.
ALTER TABLE "firewall_reviews"
  ADD COLUMN "id" TEXT NOT NULL DEFAULT 'rvw_' || replace(gen_random_uuid()::text, '-', '');
ALTER TABLE "firewall_reviews" ALTER COLUMN "id" DROP DEFAULT;

-- CreateIndex
CREATE UNIQUE INDEX "firewall_reviews_id_key" ON "firewall_reviews"("id");
