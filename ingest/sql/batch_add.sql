-- Notes that an import began.
INSERT INTO import_batch (batch_id, shop_id, preset, file_name, file_hash, state, started_at, finished_at, row_count, orders, lines,
                          customers, refunds, changed, duplicates, rejected, keyless, mapping, failure, actor, kind, added, known, visitors)
VALUES (CAST(@batch AS bigint), CAST(@shop AS bigint), @preset, @file, @hash, 'running', CAST(@started AS timestamptz), NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, @mapping, '', @actor, @kind, 0, 0, 0)
