-- The sealed addresses of some customers on a channel, newest first.
SELECT customer_id, value_sealed FROM identity
WHERE kind = @channel AND customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
ORDER BY customer_id ASC NULLS LAST, arrived_at DESC NULLS LAST, value_hash ASC NULLS LAST
