-- Replaces what was known of an industry's measure and day by what the file says.
UPDATE benchmark SET value = s.value, low = s.low, high = s.high, origin = s.origin, noted_on = s.noted_on,
       arrived_at = CAST(@arrived AS timestamptz), batch_id = CAST(@batch AS bigint)
FROM stage_benchmark AS s
WHERE benchmark.series = s.series AND benchmark.measure = s.measure AND benchmark.period = s.period AND benchmark.start_day = s.start_day
  AND (benchmark.value IS DISTINCT FROM s.value OR benchmark.low IS DISTINCT FROM s.low OR benchmark.high IS DISTINCT FROM s.high
    OR benchmark.origin <> s.origin OR benchmark.noted_on <> s.noted_on)
