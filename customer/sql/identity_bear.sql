-- Notes who bears identities that are somebody else's, once.
INSERT INTO identity_borne (customer_id, kind, shop_id, value_hash)
SELECT DISTINCT b.customer_id, b.kind, b.shop_id, b.value_hash
FROM (SELECT unnest(CAST(@customers AS bigint[])) AS customer_id, unnest(CAST(@kinds AS varchar[])) AS kind,
             unnest(CAST(@shops AS bigint[])) AS shop_id, unnest(CAST(@hashes AS varchar[])) AS value_hash) AS b
WHERE NOT EXISTS (SELECT 1 FROM identity_borne AS k
                  WHERE coalesce(k.born_id, k.customer_id) = b.customer_id AND k.kind = b.kind AND k.shop_id = b.shop_id AND k.value_hash = b.value_hash)
