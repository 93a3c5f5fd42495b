-- A new version of the KPI tree.
INSERT INTO kpi_definition (version, document, created_at, actor)
SELECT CAST(@version AS integer), CAST(@document AS varchar), CAST(@created_at AS timestamptz), CAST(@actor AS varchar)
