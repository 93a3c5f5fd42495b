-- Which of the identities that are looked up tell nobody.
SELECT s.identity_ix, CAST(1 AS bigint) AS one
FROM stage_identity AS s JOIN identity_shared AS i ON i.kind = s.kind AND i.shop_id = s.shop_id AND i.value_hash = s.value_hash
