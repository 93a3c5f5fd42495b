-- How likely customers are to leave, for rules.
SELECT customer_id, churn
FROM customer_score
WHERE model_id = CAST(@predict_churn AS bigint)
