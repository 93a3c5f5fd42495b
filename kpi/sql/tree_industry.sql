-- The industry's values of all measures, the oldest first, as noted by a day.
SELECT series, measure, period, start_day, value, low, high, origin, noted_on
FROM industry
WHERE start_day <= CAST(@to_day AS date) AND start_day > CAST(@to_day AS date) - 800 AND value IS NOT NULL
ORDER BY measure ASC NULLS LAST, series ASC NULLS LAST, period ASC NULLS LAST, start_day ASC NULLS LAST, noted_on ASC NULLS LAST, origin ASC NULLS LAST
