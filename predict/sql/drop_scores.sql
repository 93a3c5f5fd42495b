-- Drops what some models say of customers.
DELETE FROM score WHERE model_id IN (SELECT unnest(CAST(@models AS bigint[])))
