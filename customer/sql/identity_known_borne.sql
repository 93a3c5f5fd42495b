-- Who bears the identities that are looked up besides their owners.
SELECT s.identity_ix, i.customer_id
FROM stage_identity AS s JOIN identity_borne AS i ON i.kind = s.kind AND i.shop_id = s.shop_id AND i.value_hash = s.value_hash
