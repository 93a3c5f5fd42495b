-- A new target.
INSERT INTO kpi_target (target_id, shop_id, measure, name, owner, base_from, base_to, last_week, baseline, growth, step, factor, reading, head_count, created_at, actor)
SELECT CAST(@target AS bigint), CAST(@shop AS bigint), CAST(@measure AS varchar), CAST(@name AS varchar), CAST(@owner AS varchar),
       CAST(@base_from AS date), CAST(@base_to AS date), CAST(@last_week AS date), CAST(@baseline AS double precision),
       CAST(@growth AS varchar), CAST(@step AS double precision), CAST(@factor AS double precision), CAST(@reading AS varchar),
       CAST(@head_count AS bigint), CAST(@created_at AS timestamptz), CAST(@actor AS varchar)
