-- By session and by end user of the whole organisation, and by the start of their names: the operator class that compares
-- bytes serves equality and prefixes alike, whatever the database's collation.
DROP INDEX "requests_org_id_project_id_session_id_created_at_idx";
CREATE INDEX "requests_session_idx" ON "requests" ("org_id", "session_id" text_pattern_ops, "created_at");
DROP INDEX "requests_end_user_idx";
CREATE INDEX "requests_end_user_idx" ON "requests" ("org_id", "end_user_id" text_pattern_ops, "created_at")
  WHERE "end_user_id" IS NOT NULL;

-- The traffic of the last hours, of all routes.
CREATE INDEX "route_rollups_org_id_hour_idx" ON "route_rollups" ("org_id", "hour");
