-- Each customer's history as of a day with the margin of her repeat purchases and of all: by product cost where it is known, else by the shop's margin, and whole where the shop has told none.
WITH known AS (
  SELECT line.customer_id, line.order_id, CAST(sum(line.amount_minor) AS bigint) AS amount, CAST(sum(line.quantity * product.cost_minor) AS bigint) AS cost
  FROM purchase_line AS line
  JOIN product_view AS product ON product.product_id = line.product_id
  WHERE product.cost_minor IS NOT NULL AND line.customer_id > 0 AND line.local_day <= CAST(@until AS date)
    AND (CAST(@shop AS bigint) = 0 OR line.shop_id = CAST(@shop AS bigint))
  GROUP BY line.customer_id, line.order_id
), back AS (
  SELECT customer_id, order_id, CAST(sum(amount_minor) AS bigint) AS amount
  FROM money_back
  WHERE customer_id > 0 AND order_id IS NOT NULL AND local_day <= CAST(@until AS date)
  GROUP BY customer_id, order_id
), priced AS (
  SELECT p.customer_id, p.local_day, p.gross_minor, least(p.gross_minor, coalesce(known.amount, 0)) AS costed,
         greatest(p.gross_minor - coalesce(back.amount, 0), 0) AS kept,
         ((least(p.gross_minor, coalesce(known.amount, 0)) - coalesce(known.cost, 0)) * 10000
           + greatest(p.gross_minor - coalesce(known.amount, 0), 0) * CASE WHEN shop.margin_bp > 0 THEN shop.margin_bp ELSE 10000 END) / 10000 AS margin
  FROM purchase AS p
  JOIN shop_view AS shop ON shop.shop_id = p.shop_id
  LEFT JOIN known ON known.customer_id = p.customer_id AND known.order_id = p.order_id
  LEFT JOIN back ON back.customer_id = p.customer_id AND back.order_id = p.order_id
  WHERE p.customer_id > 0 AND p.local_day <= CAST(@until AS date) AND (p.void_day IS NULL OR p.void_day > CAST(@until AS date))
    AND (CAST(@shop AS bigint) = 0 OR p.shop_id = CAST(@shop AS bigint))
), occasion AS (
  SELECT customer_id, local_day, CAST(sum(gross_minor) AS bigint) AS gross, CAST(sum(costed) AS bigint) AS costed,
         CAST(sum(CAST(floor(CAST(margin AS double precision) * kept / gross_minor) AS bigint)) AS bigint) AS margin
  FROM priced
  GROUP BY customer_id, local_day
), bought AS (
  SELECT customer_id, min(local_day) AS first_day, max(local_day) AS last_day, count(*) AS occasions,
         CAST(sum(gross) AS bigint) AS gross, CAST(sum(costed) AS bigint) AS costed, CAST(sum(margin) AS bigint) AS margin
  FROM occasion
  GROUP BY customer_id
)
SELECT bought.customer_id, CAST(occasions - 1 AS bigint) AS repeats, CAST(last_day - first_day AS bigint) AS last_age,
       CAST(CAST(@until AS date) - first_day AS bigint) AS age, bought.margin - first.margin AS repeat_margin, bought.margin AS margin,
       bought.gross AS gross, bought.costed AS costed
FROM bought
JOIN occasion AS first ON first.customer_id = bought.customer_id AND first.local_day = bought.first_day
WHERE CAST(@everybody AS boolean) OR occasions > 1
ORDER BY bought.customer_id ASC NULLS LAST
