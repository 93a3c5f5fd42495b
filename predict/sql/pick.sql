-- The customers whom a model puts into a group or between two limits.
SELECT customer_id
FROM score
WHERE model_id = CAST(@model AS bigint)
  AND (CAST(@group AS integer) = 0 OR group_no = CAST(@group AS integer))
  AND (CAST(@least AS bigint) IS NULL OR value_minor >= CAST(@least AS bigint))
  AND (CAST(@below AS bigint) IS NULL OR value_minor < CAST(@below AS bigint))
  AND (CAST(@churn AS double precision) IS NULL OR churn >= CAST(@churn AS double precision))
ORDER BY customer_id ASC NULLS LAST
