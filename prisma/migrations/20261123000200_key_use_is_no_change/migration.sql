-- Noting when a key was last used is not a change that gateways must hear of.
DROP TRIGGER notify_config ON api_keys;
CREATE TRIGGER notify_config
  AFTER INSERT OR DELETE OR UPDATE OF org_id, project_id, kind, name, hash, pepper_version, permissions, allowed_models,
    allowed_ips, allowed_origins, expires_at, revoked_at
  ON api_keys FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
