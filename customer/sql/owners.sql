-- The customers of all identities.
SELECT kind, shop_id, value_hash, customer_id FROM identity
