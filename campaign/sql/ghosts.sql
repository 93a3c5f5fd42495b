-- The planned contacts of control customers of other campaigns: they use up limits as if they had been contacted.
SELECT a.customer_id, c.purpose, a.planned_at
FROM assigned AS a JOIN campaign AS c ON c.campaign_id = a.experiment_id
WHERE a.arm_no = 0 AND a.experiment_id <> CAST(@ghost_campaign AS bigint) AND c.state <> 'cancelled'
