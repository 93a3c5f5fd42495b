-- The customers of the identities that are looked up; who was merged into another one is still known as themselves.
SELECT s.identity_ix, coalesce(i.born_id, i.customer_id) AS customer_id
FROM stage_identity AS s JOIN identity AS i ON i.kind = s.kind AND i.shop_id = s.shop_id AND i.value_hash = s.value_hash
