-- Differs from joins.sql because PostgreSQL, before it has counted freshly filled tables, joins whole audiences row by row, in quadratic time.
SELECT set_config('enable_nestloop', CAST(@one_by_one AS text), true) AS setting
