-- Drops what was chained before a chain.
DELETE FROM occasion_chain WHERE chain_id < CAST(@chain AS bigint)
