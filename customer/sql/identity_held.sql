-- The kinds of identity that the owners of those that are looked up have in a shop: 1 ouid, 2 external, 4 nick, 8 email, 16 phone.
SELECT o.born_id AS customer_id,
       CAST(max(CASE WHEN h.kind = 'ouid' THEN 1 ELSE 0 END) + max(CASE WHEN h.kind = 'external' THEN 2 ELSE 0 END) + max(CASE WHEN h.kind = 'nick' THEN 4 ELSE 0 END)
            + max(CASE WHEN h.kind = 'email' THEN 8 ELSE 0 END) + max(CASE WHEN h.kind = 'phone' THEN 16 ELSE 0 END) AS bigint) AS kinds
FROM (SELECT DISTINCT i.customer_id, coalesce(i.born_id, i.customer_id) AS born_id
      FROM stage_identity AS s JOIN identity AS i ON i.kind = s.kind AND i.shop_id = s.shop_id AND i.value_hash = s.value_hash) AS o
JOIN identity AS h ON h.customer_id = o.customer_id AND coalesce(h.born_id, h.customer_id) = o.born_id
WHERE h.shop_id IN (0, CAST(@shop AS bigint))
GROUP BY o.born_id
