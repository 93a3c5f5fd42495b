-- Those among the customers of due messages whom the gate holds back at hand-over.
SELECT g.customer_id, g.reason
FROM {{gate: customer_id bigint, stage_since date, reason varchar}} AS g
WHERE g.reason <> 'ok'
ORDER BY g.customer_id ASC NULLS LAST
