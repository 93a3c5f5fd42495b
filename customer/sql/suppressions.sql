-- What is kept from a customer now, and whether it bars an address that is no longer the one in use.
SELECT s.channel, s.reason, s.source, s.since, coalesce(a.value_hash <> s.value_hash, false) AS former
FROM suppression AS s LEFT JOIN address AS a ON a.customer_id = s.customer_id AND a.channel = s.channel
WHERE s.customer_id = @customer AND s.lifted_at IS NULL
ORDER BY s.since DESC NULLS LAST, s.channel ASC NULLS LAST, s.reason ASC NULLS LAST, former ASC NULLS LAST
