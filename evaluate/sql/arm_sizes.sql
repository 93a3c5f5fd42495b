-- How many customers were drawn into each arm.
SELECT arm_no, count(*) AS customers
FROM assignment WHERE experiment_id = @experiment
GROUP BY arm_no ORDER BY arm_no ASC NULLS LAST
