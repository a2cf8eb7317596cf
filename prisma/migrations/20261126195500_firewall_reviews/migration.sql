-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "firewall_version" INTEGER;

-- CreateTable
CREATE TABLE "firewall_hit_hours" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "direction" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "detector" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "hit_count" INTEGER NOT NULL,

    CONSTRAINT "firewall_hit_hours_pkey" PRIMARY KEY ("org_id","project_id","hour","direction","category","detector","action")
);

-- CreateTable
CREATE TABLE "firewall_allow_rules" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "detector" TEXT,
    "match" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "request_id" UUID,

    CONSTRAINT "firewall_allow_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "firewall_reviews" (
    "org_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "project_id" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "detector" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "note" TEXT,
    "reviewer" TEXT NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,
    "allow_rule_id" TEXT,

    CONSTRAINT "firewall_reviews_pkey" PRIMARY KEY ("org_id","request_id","direction","category","detector")
);

-- CreateIndex
CREATE INDEX "firewall_allow_rules_org_id_project_id_idx" ON "firewall_allow_rules"("org_id", "project_id");

-- CreateIndex
CREATE INDEX "firewall_allow_rules_expires_at_idx" ON "firewall_allow_rules"("expires_at");

-- CreateIndex
CREATE INDEX "firewall_reviews_org_id_project_id_created_at_idx" ON "firewall_reviews"("org_id", "project_id", "created_at");

-- CreateIndex
CREATE INDEX "firewall_reviews_created_at_idx" ON "firewall_reviews"("created_at");

-- What the firewall found is a small part of all requests.
CREATE INDEX requests_firewall_hits ON requests (org_id, project_id, created_at DESC, id)
  WHERE firewall_status IN ('flag', 'redacted', 'blocked');

SELECT floopy_protect_table('firewall_hit_hours');
SELECT floopy_protect_table('firewall_allow_rules');
SELECT floopy_protect_table('firewall_reviews');

-- What is still stored of earlier days; the migration's role owns the tables, and must see their rows.
ALTER TABLE requests NO FORCE ROW LEVEL SECURITY;
ALTER TABLE firewall_hit_hours NO FORCE ROW LEVEL SECURITY;
INSERT INTO firewall_hit_hours (org_id, project_id, hour, direction, category, detector, action, hit_count)
SELECT org_id, project_id, hour, direction, category, detector,
  (ARRAY['observed', 'redacted', 'blocked'])[strength], count(*)
FROM (
  SELECT r.org_id, r.project_id, r.id, date_trunc('hour', r.created_at, 'UTC') AS hour,
    CASE WHEN f ->> 'path' ~ '^answer(\.|$)' THEN 'answer' ELSE 'request' END AS direction,
    f ->> 'category' AS category, f ->> 'detector' AS detector,
    max(CASE f ->> 'action' WHEN 'blocked' THEN 3 WHEN 'redacted' THEN 2 ELSE 1 END) AS strength
  FROM requests r CROSS JOIN LATERAL jsonb_array_elements(r.firewall_findings) AS f
  WHERE jsonb_typeof(r.firewall_findings) = 'array' AND f ->> 'category' <> 'remote' AND f ->> 'detector' IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7
) hits GROUP BY 1, 2, 3, 4, 5, 6, 7;
ALTER TABLE requests FORCE ROW LEVEL SECURITY;
ALTER TABLE firewall_hit_hours FORCE ROW LEVEL SECURITY;
