-- When a file was imported last, whatever its name was.
SELECT started_at FROM import_batch WHERE file_hash = @hash AND state = 'done' ORDER BY batch_id DESC NULLS LAST LIMIT 1
