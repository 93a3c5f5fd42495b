-- Brings known products to what a list says of them; what it does not say stays.
UPDATE product SET title = coalesce(s.title, product.title), category = coalesce(s.category, product.category), brand = coalesce(s.brand, product.brand),
       cost_minor = coalesce(s.cost_minor, product.cost_minor), list_minor = coalesce(s.list_minor, product.list_minor),
       listed_day = coalesce(s.listed_day, product.listed_day), stock = coalesce(s.stock, product.stock),
       period_days = coalesce(s.period_days, product.period_days), consumption_group = coalesce(s.consumption_group, product.consumption_group)
FROM stage_ware AS s
WHERE product.shop_id = CAST(@shop AS bigint) AND product.external_no = s.external_no
  AND (s.title IS NOT NULL AND s.title <> product.title OR s.category IS NOT NULL AND product.category IS DISTINCT FROM s.category
    OR s.brand IS NOT NULL AND product.brand IS DISTINCT FROM s.brand OR s.cost_minor IS NOT NULL AND product.cost_minor IS DISTINCT FROM s.cost_minor
    OR s.list_minor IS NOT NULL AND product.list_minor IS DISTINCT FROM s.list_minor
    OR s.listed_day IS NOT NULL AND product.listed_day IS DISTINCT FROM s.listed_day OR s.stock IS NOT NULL AND product.stock IS DISTINCT FROM s.stock
    OR s.period_days IS NOT NULL AND product.period_days IS DISTINCT FROM s.period_days
    OR s.consumption_group IS NOT NULL AND product.consumption_group IS DISTINCT FROM s.consumption_group)
