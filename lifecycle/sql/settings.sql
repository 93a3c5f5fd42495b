-- The newest word of the merchant on every product, category and shop.
SELECT shop_id, level, name, version, class, period_days, by_quantity, delivery_days, use_rate, users, season_days, grace_days,
       bound_1, bound_2, bound_3, second_days, actor, changed_at
FROM (SELECT shop_id, level, name, version, class, period_days, by_quantity, delivery_days, use_rate, users, season_days, grace_days,
             bound_1, bound_2, bound_3, second_days, actor, changed_at,
             row_number() OVER (PARTITION BY shop_id, level, name ORDER BY version DESC NULLS LAST) AS nth
      FROM consumption_setting) AS s
WHERE nth = 1
ORDER BY shop_id ASC NULLS LAST, level ASC NULLS LAST, name ASC NULLS LAST
