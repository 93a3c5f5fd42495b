-- A week's value that a target was set upon, as it was known then.
INSERT INTO kpi_value (target_id, week, value, as_of)
SELECT CAST(@target AS bigint), CAST(@week AS date), CAST(@value AS double precision), CAST(@as_of AS date)
