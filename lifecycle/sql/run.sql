-- Whether the dormancy of a snapshot is known under the merchant's newest word.
SELECT settings_version, published_at FROM dormancy_run
WHERE snapshot_id = CAST(@snapshot AS bigint) AND settings_version = CAST(@settings_version AS bigint)
