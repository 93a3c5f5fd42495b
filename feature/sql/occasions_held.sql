-- Whether a chain is still there.
SELECT count(*) > 0 AS held FROM occasion_chain WHERE chain_id = CAST(@chain AS bigint)
