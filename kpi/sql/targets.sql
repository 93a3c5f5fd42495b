-- The targets of a shop that still hold, the oldest first.
SELECT target_id, shop_id, measure, name, owner, base_from, base_to, last_week, baseline, growth, step, factor, reading, head_count
FROM kpi_target
WHERE ended_at IS NULL AND shop_id = CAST(@shop AS bigint)
ORDER BY target_id ASC NULLS LAST
