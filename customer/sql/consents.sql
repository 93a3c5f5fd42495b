-- The consent ledger of a customer, newest first.
SELECT channel, purpose, granted, source, evidence, occurred_at, arrived_at
FROM consent WHERE customer_id = @customer
ORDER BY occurred_at DESC NULLS LAST, granted ASC NULLS LAST, consent_id DESC NULLS LAST
