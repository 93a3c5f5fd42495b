-- Makes a customer themselves again.
UPDATE customer SET merged_into = CAST(NULL AS bigint) WHERE customer_id = CAST(@customer AS bigint)
