-- Takes identities that tell nobody from their owners.
DELETE FROM identity WHERE EXISTS (
  SELECT 1 FROM stage_identity AS s WHERE s.kind = identity.kind AND s.shop_id = identity.shop_id AND s.value_hash = identity.value_hash)
