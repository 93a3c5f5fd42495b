-- Everybody who was drawn for a campaign.
SELECT a.customer_id, a.arm_no, a.stratum AS stage FROM assigned AS a WHERE a.experiment_id = CAST(@drawn AS bigint)
