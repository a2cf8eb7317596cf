-- Roles. The application runs as floopy_app (one tenant at a time) or floopy_system (ingestion, sign-up, jobs).
-- Neither owns a table nor may bypass Row-Level Security: floopy_system is let through by policy, so this also
-- works on managed databases where nobody can grant BYPASSRLS.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'floopy_app') THEN
    CREATE ROLE floopy_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'floopy_system') THEN
    CREATE ROLE floopy_system NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
END $$;

GRANT floopy_app, floopy_system TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO floopy_app, floopy_system;

-- Gives a table its grants and, when it has an org_id, its policies. Every later migration that creates a table
-- calls it; a catalogue test fails for a tenant table without it.
CREATE FUNCTION floopy_protect_table(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO floopy_app, floopy_system', target);
  IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = target AND attname = 'org_id' AND NOT attisdropped) THEN
    RETURN;
  END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO floopy_app USING (org_id = current_setting(''app.org_id'', true)) '
    'WITH CHECK (org_id = current_setting(''app.org_id'', true))', target);
  EXECUTE format('CREATE POLICY system ON %s TO floopy_system USING (true) WITH CHECK (true)', target);
END $$;

SELECT floopy_protect_table(c.oid::regclass)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations';

-- A person may see which organisations they belong to before one is chosen. Read only, own rows only.
CREATE POLICY own_memberships ON memberships FOR SELECT TO floopy_app
  USING (user_id = current_setting('app.user_id', true));
CREATE POLICY own_organizations ON organizations FOR SELECT TO floopy_app
  USING (EXISTS (
    SELECT 1 FROM memberships m
    WHERE m.org_id = organizations.org_id AND m.user_id = current_setting('app.user_id', true)));

-- The audit log only grows.
REVOKE UPDATE, DELETE ON audit_entries FROM floopy_app, floopy_system;

-- Day partitions. created_at is the time inside the request id, so a row's partition follows from its id.
CREATE FUNCTION floopy_ensure_partitions(from_day date, to_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  parent text;
  partition_day date;
  partition_name text;
BEGIN
  IF to_day - from_day > 800 THEN
    RAISE EXCEPTION 'too many days';
  END IF;
  FOREACH parent IN ARRAY ARRAY['requests', 'request_bodies', 'decisions'] LOOP
    FOR partition_day IN SELECT generate_series(from_day, to_day, interval '1 day')::date LOOP
      partition_name := parent || '_' || to_char(partition_day, 'YYYYMMDD');
      IF to_regclass(partition_name) IS NULL THEN
        BEGIN
          EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
            partition_name, parent, partition_day::timestamp at time zone 'UTC', (partition_day + 1)::timestamp at time zone 'UTC');
          PERFORM floopy_protect_table(partition_name::regclass);
        EXCEPTION WHEN duplicate_table THEN NULL;
        END;
      END IF;
    END LOOP;
  END LOOP;
END $$;

-- Drops the partitions of one parent that end on or before `before_day`; returns how many.
CREATE FUNCTION floopy_drop_partitions(parent text, before_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  partition_name text;
  dropped integer := 0;
BEGIN
  IF parent NOT IN ('requests', 'request_bodies', 'decisions') THEN
    RAISE EXCEPTION 'not a partitioned table: %', parent;
  END IF;
  FOR partition_name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent::regclass
      AND c.relname ~ ('^' || parent || '_[0-9]{8}$')
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < before_day
  LOOP
    EXECUTE format('DROP TABLE %I', partition_name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

REVOKE ALL ON FUNCTION floopy_ensure_partitions(date, date), floopy_drop_partitions(text, date), floopy_protect_table(regclass) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION floopy_ensure_partitions(date, date), floopy_drop_partitions(text, date) TO floopy_system;

-- Tells every gateway process that an organisation's configuration changed (keys, providers, routes, settings).
CREATE FUNCTION floopy_notify_config() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('floopy_config', coalesce(NEW.org_id, OLD.org_id));
  RETURN NULL;
END $$;

CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON api_keys FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON provider_keys FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON projects FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON routes FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON route_candidates FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON subscriptions FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON firewall_policies FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER UPDATE OR DELETE ON organizations FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
