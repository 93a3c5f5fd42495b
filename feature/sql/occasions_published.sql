-- The chain of a version of the facts.
SELECT chain_id FROM occasion_chain WHERE order_version = CAST(@order_version AS bigint)
