-- Notes what an import did.
UPDATE import_batch SET state = 'done', finished_at = CAST(@finished AS timestamptz), row_count = @rows, orders = @orders, lines = @lines,
       customers = @customers, refunds = @refunds, changed = @changed, duplicates = @duplicates, rejected = @rejected, keyless = @keyless,
       added = @added, known = @known, visitors = @visitors,
       set_aside = @set_aside, encoding = @encoding, account = @account, notes = @notes
WHERE batch_id = @batch
