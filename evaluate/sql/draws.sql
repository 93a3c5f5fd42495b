-- The arms into which a customer was drawn before an instant, newest first.
SELECT experiment_id, arm_no, stratum, planned_at FROM assignment
WHERE customer_id = CAST(@customer AS bigint) AND planned_at < CAST(@until AS timestamptz)
ORDER BY planned_at DESC NULLS LAST, experiment_id DESC NULLS LAST
