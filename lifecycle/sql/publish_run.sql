-- From here on readers may read the dormancy of a snapshot.
INSERT INTO dormancy_run (snapshot_id, settings_version, published_at)
VALUES (CAST(@snapshot AS bigint), CAST(@settings_version AS bigint), CAST(@published_at AS timestamptz))
