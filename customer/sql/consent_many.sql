-- Writes one consent for all listed customers with an address who never said anything about it.
INSERT INTO consent (customer_id, consent_id, channel, purpose, granted, source, evidence, occurred_at, arrived_at)
SELECT DISTINCT i.customer_id, CAST(@id AS varchar), CAST(@channel AS varchar), CAST(@purpose AS varchar), true,
       CAST(@source AS varchar), CAST(@evidence AS varchar), CAST(@at_time AS timestamptz), CAST(@at_time AS timestamptz)
FROM identity AS i
WHERE i.kind = CAST(@channel AS varchar) AND i.customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
  AND NOT EXISTS (SELECT 1 FROM consent AS c WHERE c.customer_id = i.customer_id
                  AND c.channel = CAST(@channel AS varchar) AND c.purpose = CAST(@purpose AS varchar))
