-- Adds the points of industry series that are new.
INSERT INTO benchmark (series, measure, period, start_day, value, low, high, origin, noted_on, arrived_at, batch_id)
SELECT s.series, s.measure, s.period, s.start_day, s.value, s.low, s.high, s.origin, s.noted_on, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_benchmark AS s
WHERE NOT EXISTS (SELECT 1 FROM benchmark AS b WHERE b.series = s.series AND b.measure = s.measure AND b.period = s.period AND b.start_day = s.start_day)
