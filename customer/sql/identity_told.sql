-- Notes when identities were borne first and last.
UPDATE identity SET first_told = CASE WHEN s.first_told < coalesce(identity.first_told, identity.arrived_at) THEN s.first_told ELSE identity.first_told END,
       last_told = CASE WHEN s.last_told > coalesce(identity.last_told, identity.arrived_at) THEN s.last_told ELSE identity.last_told END
FROM stage_identity AS s
WHERE identity.kind = s.kind AND identity.shop_id = s.shop_id AND identity.value_hash = s.value_hash
  AND (s.first_told < coalesce(identity.first_told, identity.arrived_at) OR s.last_told > coalesce(identity.last_told, identity.arrived_at))
