-- The sealed addresses of some customers on a channel with their sealed names, newest first.
SELECT i.customer_id, i.value_sealed, coalesce(c.name_sealed, '') AS name_sealed
FROM identity AS i JOIN customer AS c ON c.customer_id = i.customer_id
WHERE i.kind = @channel AND i.customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
ORDER BY i.customer_id ASC NULLS LAST, i.arrived_at DESC NULLS LAST, i.value_hash ASC NULLS LAST
