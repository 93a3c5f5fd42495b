-- The customers whom a value names in one of its forms.
SELECT DISTINCT customer_id FROM identity WHERE kind = @kind AND value_hash IN (SELECT unnest(CAST(@hashes AS varchar[])))
ORDER BY customer_id ASC NULLS LAST
