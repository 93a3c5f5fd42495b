-- The weeks that the targets of a shop were set upon.
SELECT kpi_value.target_id, kpi_value.week, kpi_value.value
FROM kpi_value
JOIN kpi_target ON kpi_target.target_id = kpi_value.target_id
WHERE kpi_target.shop_id = CAST(@shop AS bigint) AND kpi_target.ended_at IS NULL
ORDER BY kpi_value.target_id ASC NULLS LAST, kpi_value.week ASC NULLS LAST
