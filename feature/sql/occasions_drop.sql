-- Drops what was chained before a chain.
DELETE FROM occasion WHERE chain_id < CAST(@chain AS bigint)
