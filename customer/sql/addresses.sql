-- The sealed addresses of some customers on a channel with their sealed names: those that nothing keeps first, then by the newest fact that bears them.
SELECT i.customer_id, i.value_sealed, coalesce(c.name_sealed, '') AS name_sealed, i.value_hash
FROM identity AS i JOIN customer AS c ON c.customer_id = i.customer_id
LEFT JOIN (SELECT DISTINCT customer_id, channel, value_hash FROM suppression
           WHERE lifted_at IS NULL AND value_hash IS NOT NULL AND customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))) AS k
  ON k.customer_id = i.customer_id AND k.channel = i.kind AND k.value_hash = i.value_hash
WHERE i.kind = @channel AND i.customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
ORDER BY i.customer_id ASC NULLS LAST, CASE WHEN k.value_hash IS NULL THEN 0 ELSE 1 END ASC NULLS LAST,
         coalesce(i.last_told, i.arrived_at) DESC NULLS LAST, i.value_hash ASC NULLS LAST
