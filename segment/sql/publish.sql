-- A run is finished: its members may be read.
INSERT INTO segment_run (run_id, segment_id, version, as_of, size, entered, departed, published_at)
SELECT CAST(@run AS bigint), CAST(@segment AS bigint), CAST(@version AS integer), CAST(@as_of AS date), count(*),
       CAST(@entered AS bigint), CAST(@departed AS bigint), CAST(@published_at AS timestamptz)
FROM segment_member WHERE segment_id = CAST(@segment AS bigint)
