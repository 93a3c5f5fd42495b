-- How many customers of a snapshot are in each stage.
SELECT stage, count(*) FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint) GROUP BY stage
