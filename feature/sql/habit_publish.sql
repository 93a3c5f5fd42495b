-- From here on readers may read the habits of the snapshot.
INSERT INTO habit_snapshot (snapshot_id, customers, half_days, tracked_from, chats_from, price_mean, price_strength, novelty_mean, novelty_strength,
  brand_mean, brand_strength, category_mean, category_strength, published_at)
VALUES (CAST(@snapshot AS bigint), CAST(@customers AS bigint), CAST(@half_days AS integer), CAST(@tracked_from AS date), CAST(@chats_from AS date),
  CAST(@price_mean AS double precision), CAST(@price_strength AS double precision), CAST(@novelty_mean AS double precision), CAST(@novelty_strength AS double precision),
  CAST(@brand_mean AS double precision), CAST(@brand_strength AS double precision), CAST(@category_mean AS double precision), CAST(@category_strength AS double precision),
  CAST(@published_at AS timestamptz))
