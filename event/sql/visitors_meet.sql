-- Notes the visitors who share an identity with a customer.
INSERT INTO stage_link (visitor_id, customer_id)
SELECT v.visitor_id, min(o.customer_id)
FROM visitor AS v JOIN {{owner: kind varchar, shop_id bigint, value_hash varchar, customer_id bigint}} AS o
  ON o.kind = v.kind AND o.shop_id = v.shop_id AND o.value_hash = v.value_hash
WHERE v.customer_id IS NULL OR v.customer_id < 0
GROUP BY v.visitor_id
