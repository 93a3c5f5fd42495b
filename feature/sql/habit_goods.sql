-- How each customer of a span buys, by purchase day: at what price, what is new, when, and what it earned.
INSERT INTO stage_habit_goods (customer_id, occasions, first_day, price_hits, novelty_hits, novelty_trials, tracked_days, chat_days,
  recent_days, prior_days, profit_minor, profit_recent_minor, profit_prior_minor, first_gross_minor, first_discounted)
WITH started AS (
  SELECT shop_id, min(local_day) AS first_day FROM purchase GROUP BY shop_id
), sold AS (
  SELECT product_id, min(local_day) AS first_day FROM purchase_line WHERE local_day <= CAST(@as_of AS date) GROUP BY product_id
), goods AS MATERIALIZED (
  -- Without a listing day a product is new when it was first sold, but for those that were there when the data begin.
  SELECT product_view.product_id, product_view.cost_minor, product_view.list_minor, coalesce(nullif(shop_view.margin_bp, 0), 10000) AS margin_bp,
         CASE WHEN product_view.listed_day IS NOT NULL THEN product_view.listed_day
              WHEN sold.first_day > started.first_day + 30 THEN sold.first_day END AS launched,
         CASE WHEN product_view.listed_day IS NULL THEN started.first_day + 30 ELSE started.first_day - 1 END AS dark_until
  FROM product_view
  JOIN shop_view ON shop_view.shop_id = product_view.shop_id
  JOIN started ON started.shop_id = product_view.shop_id
  JOIN sold ON sold.product_id = product_view.product_id
), valid AS MATERIALIZED (
  SELECT purchase.customer_id, order_id, local_day, gross_minor, discount_minor,
         CAST(gross_minor AS double precision) * coalesce(nullif(margin_bp, 0), 10000) / 10000 AS margin_minor
  FROM purchase
  JOIN shop_view ON shop_view.shop_id = purchase.shop_id
  WHERE purchase.customer_id > CAST(@customers_above AS bigint) AND purchase.customer_id <= CAST(@customers_until AS bigint)
    AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
), basket AS (
  SELECT valid.customer_id, valid.local_day, sum(CAST(amount_minor AS double precision)) AS amount_minor,
         sum(CASE WHEN cost_minor IS NOT NULL THEN CAST(amount_minor - cost_minor * quantity AS double precision) ELSE CAST(amount_minor AS double precision) * margin_bp / 10000 END) AS earned_minor,
         sum(CASE WHEN list_minor > 0 THEN CAST(amount_minor AS double precision) ELSE 0 END) AS listed_paid,
         sum(CASE WHEN list_minor > 0 THEN CAST(list_minor AS double precision) * quantity ELSE 0 END) AS listed_full,
         max(CASE WHEN valid.local_day >= launched AND valid.local_day < launched + 30 THEN 1 ELSE 0 END) AS fresh,
         max(CASE WHEN valid.local_day > dark_until THEN 1 ELSE 0 END) AS known
  FROM purchase_line
  JOIN valid ON valid.customer_id = purchase_line.customer_id AND valid.order_id = purchase_line.order_id
  JOIN goods ON goods.product_id = purchase_line.product_id
  WHERE purchase_line.customer_id > CAST(@customers_above AS bigint) AND purchase_line.customer_id <= CAST(@customers_until AS bigint)
    AND purchase_line.local_day <= CAST(@as_of AS date)
  GROUP BY valid.customer_id, valid.local_day
), paid AS (
  SELECT customer_id, local_day, sum(gross_minor) AS gross_minor, sum(discount_minor) AS discount_minor, sum(margin_minor) AS margin_minor
  FROM valid
  GROUP BY customer_id, local_day
), occasion AS MATERIALIZED (
  -- What was paid beyond the lines earns the shop's margin; what was paid less than the lines is lost.
  SELECT paid.customer_id, paid.local_day, CAST(paid.gross_minor AS bigint) AS gross_minor,
         CASE WHEN 10 * discount_minor >= gross_minor + discount_minor OR listed_full > 0 AND 10 * listed_paid <= 9 * listed_full THEN 1 ELSE 0 END AS discounted,
         coalesce(fresh, 0) AS fresh, coalesce(known, 0) AS known,
         CASE WHEN amount_minor IS NULL THEN margin_minor
              WHEN gross_minor >= amount_minor THEN earned_minor + CAST(gross_minor - amount_minor AS double precision) * margin_minor / nullif(gross_minor, 0)
              ELSE CAST(earned_minor + gross_minor - amount_minor AS double precision) END AS profit_minor
  FROM paid
  LEFT JOIN basket ON basket.customer_id = paid.customer_id AND basket.local_day = paid.local_day
), began AS (
  SELECT customer_id, min(local_day) AS first_day FROM occasion GROUP BY customer_id
)
SELECT occasion.customer_id, CAST(count(*) AS integer), min(first_day), CAST(sum(discounted) AS integer), CAST(sum(fresh * known) AS integer), CAST(sum(known) AS integer),
  CAST(count(CASE WHEN local_day >= CAST(@tracked_from AS date) THEN 1 END) AS integer), CAST(count(CASE WHEN local_day >= CAST(@chats_from AS date) THEN 1 END) AS integer),
  CAST(count(CASE WHEN local_day > CAST(@as_of AS date) - CAST(@half_days AS integer) THEN 1 END) AS integer),
  CAST(count(CASE WHEN local_day <= CAST(@as_of AS date) - CAST(@half_days AS integer) AND local_day > CAST(@as_of AS date) - 2 * CAST(@half_days AS integer) THEN 1 END) AS integer),
  CAST(floor(sum(profit_minor) + 0.5) AS bigint),
  CAST(floor(sum(CASE WHEN local_day > CAST(@as_of AS date) - CAST(@half_days AS integer) THEN profit_minor ELSE 0 END) + 0.5) AS bigint),
  CAST(floor(sum(CASE WHEN local_day <= CAST(@as_of AS date) - CAST(@half_days AS integer) AND local_day > CAST(@as_of AS date) - 2 * CAST(@half_days AS integer) THEN profit_minor ELSE 0 END) + 0.5) AS bigint),
  CAST(sum(CASE WHEN local_day = first_day THEN gross_minor ELSE 0 END) AS bigint), max(CASE WHEN local_day = first_day THEN discounted ELSE 0 END) = 1
FROM occasion
JOIN began ON began.customer_id = occasion.customer_id
GROUP BY occasion.customer_id
