-- Gives an identity of a customer to another one.
UPDATE identity SET customer_id = CAST(@fresh AS bigint), born_id = CAST(NULL AS bigint)
WHERE customer_id = CAST(@customer AS bigint) AND born_id IS NULL AND kind = @kind AND value_hash IN (SELECT unnest(CAST(@hashes AS varchar[])))
