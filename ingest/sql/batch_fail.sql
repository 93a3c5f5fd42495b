-- Notes why an import came to nothing.
UPDATE import_batch SET state = @state, finished_at = CAST(@finished AS timestamptz), failure = @failure WHERE batch_id = @batch
