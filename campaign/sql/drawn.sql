-- How many customers were drawn into each arm.
SELECT arm_no, count(*) AS customers FROM assigned WHERE experiment_id = @campaign
GROUP BY arm_no ORDER BY arm_no ASC NULLS LAST
