-- The customers of the identities that are looked up.
SELECT s.identity_ix, i.customer_id
FROM stage_identity AS s JOIN identity AS i ON i.kind = s.kind AND i.shop_id = s.shop_id AND i.value_hash = s.value_hash
