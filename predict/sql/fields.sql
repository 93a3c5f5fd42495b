-- What is predicted of each customer, for rules.
SELECT customer_id, max(alive) AS alive, max(expected_orders) AS expected_orders, max(value_minor) AS value_12m, max(next_day) AS next_day, max(group_no) AS cluster
FROM customer_score
WHERE model_id = CAST(@predict_value AS bigint) OR model_id = CAST(@predict_cluster AS bigint)
GROUP BY customer_id
