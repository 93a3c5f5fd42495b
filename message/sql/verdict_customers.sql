-- The customers whom the gate gave a reason, a page of them.
SELECT customer_id FROM gate_verdict
WHERE campaign_id = CAST(@campaign AS bigint) AND phase = @phase AND reason = @reason
ORDER BY customer_id ASC NULLS LAST LIMIT CAST(@page AS bigint) OFFSET CAST(@skip AS bigint)
