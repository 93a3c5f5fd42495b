-- From here on the chain may be read.
INSERT INTO occasion_chain (chain_id, order_version) VALUES (CAST(@chain AS bigint), CAST(@order_version AS bigint))
