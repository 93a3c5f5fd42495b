-- Forgets which rows a merge took along.
DELETE FROM customer_merge_row WHERE merge_id = CAST(@merge AS bigint)
