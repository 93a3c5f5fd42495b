-- What a segment rule may ask of a customer's use of what she bought, as of a snapshot.
SELECT d.customer_id, d.due_day, d.rho, d.state AS dormancy, d.quality AS dormant_quality, d.cause AS dormant_cause, n.name AS due_group
FROM dormancy_view AS d
LEFT JOIN consumption_period AS n ON n.group_no = d.due_group_no AND n.snapshot_id = d.snapshot_id
WHERE d.snapshot_id = CAST(@snapshot AS bigint)
