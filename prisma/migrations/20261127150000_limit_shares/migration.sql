-- AlterTable
ALTER TABLE "limit_states" ADD COLUMN     "seen_ms" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "limit_processes" (
    "id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "limit_processes_pkey" PRIMARY KEY ("id")
);

SELECT floopy_protect_table('limit_processes');
REVOKE ALL ON limit_processes FROM floopy_app;
ALTER TABLE limit_processes SET UNLOGGED;

-- As before, and: where the clock has been put back since a bucket was last taken from, no time has passed; and a row
-- that is tidied away between its making and its locking is made again.
CREATE OR REPLACE FUNCTION floopy_take_limits(p_org text, p_names text[], p_limits float8[], p_amounts float8[], p_periods float8[])
RETURNS TABLE (is_allowed boolean, full_in_ms float8[]) LANGUAGE plpgsql AS $$
DECLARE
  now_ms float8;
  held float8;
  seen float8;
  is_put_back boolean := false;
  locked integer;
BEGIN
  FOR attempt IN 1 .. 3 LOOP
    INSERT INTO limit_states (name, org_id, tat_ms)
    SELECT taken, p_org, 0 FROM unnest(p_names) AS taken ORDER BY taken ON CONFLICT DO NOTHING;
    PERFORM 1 FROM limit_states WHERE name = ANY (p_names) ORDER BY name FOR UPDATE;
    GET DIAGNOSTICS locked = ROW_COUNT;
    EXIT WHEN locked >= cardinality(p_names);
  END LOOP;
  now_ms := extract(epoch FROM clock_timestamp()) * 1000;
  is_allowed := true;
  FOR i IN 1 .. cardinality(p_names) LOOP
    SELECT greatest(tat_ms - greatest(now_ms, seen_ms), 0), seen_ms INTO held, seen
    FROM limit_states WHERE name = p_names[i];
    full_in_ms[i] := coalesce(held, 0);
    is_put_back := is_put_back OR coalesce(seen > now_ms, false);
    IF full_in_ms[i] + p_amounts[i] * p_periods[i] / p_limits[i] > p_periods[i] + 0.001 THEN is_allowed := false; END IF;
  END LOOP;
  FOR i IN 1 .. cardinality(p_names) LOOP
    IF is_allowed THEN full_in_ms[i] := full_in_ms[i] + p_amounts[i] * p_periods[i] / p_limits[i]; END IF;
    IF is_allowed OR is_put_back THEN
      UPDATE limit_states SET tat_ms = now_ms + full_in_ms[i], seen_ms = now_ms WHERE name = p_names[i];
    END IF;
  END LOOP;
  RETURN NEXT;
END $$;
