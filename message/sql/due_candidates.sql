-- The customers of due messages with their stage at planning, as the gate takes them.
SELECT unnest(CAST(@batch_ids AS bigint[])) AS customer_id, unnest(CAST(@batch_stages AS varchar[])) AS stage,
       unnest(CAST(CAST(@batch_since AS varchar[]) AS date[])) AS stage_since
