-- The calendars of seasons of a snapshot's fashion, by their numbers.
SELECT min(season_days) FROM consumption_period
WHERE snapshot_id = CAST(@snapshot AS bigint) AND season_rule IS NOT NULL
GROUP BY season_rule
ORDER BY season_rule ASC NULLS LAST
