-- Keeps a channel, or one address of it, from a customer, once.
INSERT INTO suppression (customer_id, channel, reason, source, since, lifted_at, value_hash)
SELECT c.customer_id, CAST(@channel AS varchar), CAST(@reason AS varchar), CAST(@source AS varchar), CAST(@since AS timestamptz), CAST(NULL AS timestamptz), CAST(@hash AS varchar)
FROM customer AS c WHERE c.customer_id = CAST(@customer AS bigint) AND NOT EXISTS (
  SELECT 1 FROM suppression AS s
  WHERE s.customer_id = CAST(@customer AS bigint) AND s.channel = CAST(@channel AS varchar)
    AND s.reason = CAST(@reason AS varchar) AND s.lifted_at IS NULL AND (s.value_hash IS NULL OR s.value_hash = CAST(@hash AS varchar)))
