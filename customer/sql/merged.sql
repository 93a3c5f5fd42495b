-- Whom a customer was merged into, 0 for nobody.
SELECT coalesce(merged_into, 0) AS root_id FROM customer WHERE customer_id = CAST(@customer AS bigint)
