-- From here on readers may read the rows of the snapshot.
INSERT INTO feature_snapshot (snapshot_id, shop_id, as_of, definition, order_version, currency, customers, published_at)
VALUES (CAST(@snapshot AS bigint), CAST(@shop AS bigint), CAST(@as_of AS date), CAST(@definition AS integer),
        CAST(@order_version AS bigint), CAST(@currency AS varchar), CAST(@customers AS bigint), CAST(@published_at AS timestamptz))
