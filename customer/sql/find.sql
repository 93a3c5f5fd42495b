-- The customers whom a value names.
SELECT DISTINCT customer_id FROM identity WHERE kind = @kind AND value_hash = @hash
ORDER BY customer_id ASC NULLS LAST
