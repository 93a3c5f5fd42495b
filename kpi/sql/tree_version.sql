-- What the tree depends on besides the facts: the version of its definition, the targets and those taken back.
SELECT (SELECT coalesce(max(version), 0) FROM kpi_definition) AS definition, (SELECT count(*) FROM kpi_target) AS targets,
       (SELECT count(*) FROM kpi_target WHERE ended_at IS NOT NULL) AS ended
