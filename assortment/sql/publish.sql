-- From here on readers may read the rows of the snapshot.
INSERT INTO product_snapshot (snapshot_id, kind, shop_id, as_of, days, setting, order_version, currency, baskets, watched, published_at)
VALUES (CAST(@snapshot AS bigint), @kind, CAST(@shop AS bigint), CAST(@as_of AS date), CAST(@days AS integer), @setting,
        CAST(@order_version AS bigint), @currency, CAST(@baskets AS bigint), CAST(@watched AS bigint), CAST(@published_at AS timestamptz))
