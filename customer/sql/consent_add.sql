-- Appends one entry to the consent ledger of a customer who is there.
INSERT INTO consent (customer_id, consent_id, channel, purpose, granted, source, evidence, occurred_at, arrived_at)
SELECT customer_id, CAST(@id AS varchar), CAST(@channel AS varchar), CAST(@purpose AS varchar), CAST(@granted AS boolean),
       CAST(@source AS varchar), CAST(@evidence AS varchar), CAST(@occurred AS timestamptz), CAST(@arrived AS timestamptz)
FROM customer WHERE customer_id = CAST(@customer AS bigint)
