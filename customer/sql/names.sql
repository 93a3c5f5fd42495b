-- The sealed names of some customers with the sealed values by which lists call them, the newest of a kind first.
SELECT c.customer_id, coalesce(c.name_sealed, '') AS name_sealed, coalesce(i.kind, '') AS kind, coalesce(i.value_sealed, '') AS value_sealed
FROM customer AS c
LEFT JOIN identity AS i ON i.customer_id = c.customer_id AND i.kind IN ('nick', 'email', 'phone')
WHERE c.customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
ORDER BY c.customer_id ASC NULLS LAST, i.kind ASC NULLS LAST, i.shop_id ASC NULLS LAST, coalesce(i.last_told, i.arrived_at) DESC NULLS LAST, i.value_hash ASC NULLS LAST
