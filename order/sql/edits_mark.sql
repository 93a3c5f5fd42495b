-- Marks the known orders whose lines change.
UPDATE stage_match SET edited = true
FROM (SELECT e.order_ix FROM stage_edit AS e WHERE e.way = 1 UNION SELECT d.order_ix FROM stage_delta AS d) AS e
WHERE stage_match.order_ix = e.order_ix
