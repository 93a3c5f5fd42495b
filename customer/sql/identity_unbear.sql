-- Forgets who bore identities that tell nobody.
DELETE FROM identity_borne WHERE EXISTS (
  SELECT 1 FROM stage_identity AS s WHERE s.kind = identity_borne.kind AND s.shop_id = identity_borne.shop_id AND s.value_hash = identity_borne.value_hash)
