-- The imports, newest first.
SELECT batch_id, shop_id, preset, file_name, file_hash, state, started_at, finished_at, row_count, orders, lines,
       customers, refunds, changed, duplicates, rejected, keyless, kind, added, known, visitors, mapping, failure, actor, set_aside, encoding, account, notes
FROM import_batch WHERE shop_id = CAST(@shop AS bigint) OR CAST(@shop AS bigint) = 0
ORDER BY batch_id DESC NULLS LAST LIMIT CAST(@most AS bigint) OFFSET CAST(@skip AS bigint)
