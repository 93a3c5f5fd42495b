-- A finished import of the same file into the same shop.
SELECT batch_id FROM import_batch WHERE shop_id = @shop AND file_hash = @hash AND state = 'done' ORDER BY batch_id ASC NULLS LAST LIMIT 1
