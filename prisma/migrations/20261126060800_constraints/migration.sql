-- AlterTable
ALTER TABLE "experiments" ADD COLUMN     "end_reason" TEXT;

-- CreateTable
CREATE TABLE "org_constraints" (
    "org_id" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "measured_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "org_constraints_pkey" PRIMARY KEY ("org_id")
);

SELECT floopy_protect_table('org_constraints');

CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON org_constraints
  FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();
CREATE TRIGGER notify_config AFTER INSERT OR UPDATE OR DELETE ON experiments
  FOR EACH ROW EXECUTE FUNCTION floopy_notify_config();

-- Limits of other periods than a minute: `p_periods` in milliseconds.
CREATE FUNCTION floopy_take_limits(p_org text, p_names text[], p_limits float8[], p_amounts float8[], p_periods float8[])
RETURNS TABLE (is_allowed boolean, full_in_ms float8[]) LANGUAGE plpgsql AS $$
DECLARE
  now_ms float8;
  held float8;
BEGIN
  INSERT INTO limit_states (name, org_id, tat_ms)
  SELECT taken, p_org, 0 FROM unnest(p_names) AS taken ORDER BY taken ON CONFLICT DO NOTHING;
  PERFORM 1 FROM limit_states WHERE name = ANY (p_names) ORDER BY name FOR UPDATE;
  now_ms := extract(epoch FROM clock_timestamp()) * 1000;
  is_allowed := true;
  FOR i IN 1 .. cardinality(p_names) LOOP
    SELECT greatest(tat_ms - now_ms, 0) INTO held FROM limit_states WHERE name = p_names[i];
    full_in_ms[i] := coalesce(held, 0);
    IF full_in_ms[i] + p_amounts[i] * p_periods[i] / p_limits[i] > p_periods[i] + 0.001 THEN is_allowed := false; END IF;
  END LOOP;
  IF is_allowed THEN
    FOR i IN 1 .. cardinality(p_names) LOOP
      full_in_ms[i] := full_in_ms[i] + p_amounts[i] * p_periods[i] / p_limits[i];
      UPDATE limit_states SET tat_ms = now_ms + full_in_ms[i] WHERE name = p_names[i];
    END LOOP;
  END IF;
  RETURN NEXT;
END $$;

DROP FUNCTION floopy_take_limits(text, text[], float8[], float8[]);
