-- Everything that tells who a customer is, sealed.
SELECT kind, shop_id, value_sealed FROM identity WHERE customer_id = @customer
ORDER BY kind ASC NULLS LAST, shop_id ASC NULLS LAST, coalesce(last_told, arrived_at) DESC NULLS LAST, value_hash ASC NULLS LAST
