-- Drops some models.
DELETE FROM model WHERE model_id IN (SELECT unnest(CAST(@models AS bigint[])))
