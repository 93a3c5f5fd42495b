-- The published habits of a snapshot.
SELECT customers, half_days, tracked_from, chats_from, price_mean, price_strength, novelty_mean, novelty_strength,
       brand_mean, brand_strength, category_mean, category_strength, published_at
FROM habit_snapshot WHERE snapshot_id = CAST(@snapshot AS bigint)
