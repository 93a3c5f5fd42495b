-- One import.
SELECT batch_id, shop_id, preset, file_name, file_hash, state, started_at, finished_at, row_count, orders, lines,
       customers, refunds, changed, duplicates, rejected, keyless, kind, added, known, visitors, mapping, failure, actor, set_aside, encoding, account, notes
FROM import_batch WHERE batch_id = @batch
