-- The audience without those who were drawn for certain other campaigns, control or treated.
SELECT c.customer_id, c.stage, c.stage_since
FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS c
WHERE NOT EXISTS (SELECT 1 FROM assigned AS a WHERE a.customer_id = c.customer_id
                  AND a.experiment_id IN (SELECT unnest(CAST(@not_campaigns AS bigint[]))))
