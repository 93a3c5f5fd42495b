-- Keeps a channel from a customer, once. An address is noted where it is the one in use: then a newer one is free.
INSERT INTO suppression (customer_id, channel, reason, source, since, lifted_at, value_hash)
SELECT c.customer_id, CAST(@channel AS varchar), CAST(@reason AS varchar), CAST(@source AS varchar), CAST(@since AS timestamptz), CAST(NULL AS timestamptz), a.value_hash
FROM customer AS c
LEFT JOIN address AS a ON a.customer_id = c.customer_id AND a.channel = CAST(@channel AS varchar) AND a.value_hash = CAST(@address AS varchar)
WHERE c.customer_id = CAST(@customer AS bigint) AND NOT EXISTS (
  SELECT 1 FROM suppression AS s
  WHERE s.customer_id = CAST(@customer AS bigint) AND s.channel = CAST(@channel AS varchar)
    AND s.reason = CAST(@reason AS varchar) AND s.lifted_at IS NULL AND (s.value_hash IS NULL OR s.value_hash = a.value_hash))
