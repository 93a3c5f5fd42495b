-- Those of a question whose habits are as asked; an empty word is any.
SELECT customer_id FROM customer_habit
WHERE snapshot_id = CAST(@snapshot AS bigint) AND (CAST(@phase AS varchar) = '' OR phase = CAST(@phase AS varchar))
  AND (CAST(@browsing AS varchar) = '' OR browsing_type = CAST(@browsing AS varchar))
  AND (CAST(@service AS varchar) = '' OR service_type = CAST(@service AS varchar))
  AND customer_id IN (SELECT customer_id FROM {{narrowed: customer_id bigint}} AS narrowed)
