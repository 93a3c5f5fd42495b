-- Notes identities that tell nobody, once.
INSERT INTO identity_shared (kind, shop_id, value_hash, since)
SELECT s.kind, s.shop_id, s.value_hash, CAST(@since AS timestamptz) FROM stage_identity AS s
WHERE NOT EXISTS (SELECT 1 FROM identity_shared AS k WHERE k.kind = s.kind AND k.shop_id = s.shop_id AND k.value_hash = s.value_hash)
