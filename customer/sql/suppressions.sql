-- What is kept from a customer now.
SELECT channel, reason, source, since FROM suppression
WHERE customer_id = @customer AND lifted_at IS NULL
ORDER BY since DESC NULLS LAST, channel ASC NULLS LAST, reason ASC NULLS LAST
