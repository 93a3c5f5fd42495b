-- Differs from joins.sql because PostgreSQL, before it has counted freshly filled tables, joins all customers row by row, in quadratic time; the plan's pretended cost must not start its compiler.
SELECT set_config('enable_nestloop', CAST(@one_by_one AS text), true) AS setting, set_config('jit', CAST(@one_by_one AS text), true) AS compiler
