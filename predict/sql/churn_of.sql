-- How likely one customer is to leave.
SELECT churn
FROM score
WHERE model_id = CAST(@model AS bigint) AND customer_id = CAST(@customer AS bigint)
