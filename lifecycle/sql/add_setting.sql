-- A newer word on one product, category or shop.
INSERT INTO consumption_setting (shop_id, level, name, version, class, period_days, by_quantity, delivery_days, use_rate, users, season_days, grace_days,
  bound_1, bound_2, bound_3, second_days, actor, changed_at)
VALUES (CAST(@shop AS bigint), CAST(@level AS varchar), CAST(@name AS varchar), CAST(@version AS bigint), CAST(@class AS varchar),
  CAST(@period_days AS double precision), CAST(@by_quantity AS boolean), CAST(@delivery_days AS integer), CAST(@use_rate AS double precision),
  CAST(@users AS double precision), CAST(@season_days AS varchar), CAST(@grace_days AS integer), CAST(@bound_1 AS double precision),
  CAST(@bound_2 AS double precision), CAST(@bound_3 AS double precision), CAST(@second_days AS integer), CAST(@actor AS varchar), CAST(@changed_at AS timestamptz))
