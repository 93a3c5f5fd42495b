-- The newest version of the KPI tree.
SELECT version, document FROM kpi_definition ORDER BY version DESC NULLS LAST LIMIT 1
