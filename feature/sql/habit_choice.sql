-- What each customer prefers (1 category, 2 brand, 3 product): the one bought on most days, and how often she came back to one she knew.
INSERT INTO stage_habit_choice (customer_id, kind, name, product_id, days, lift, hits, trials)
WITH named AS MATERIALIZED (
  SELECT 1 AS kind, product_id, CAST(dense_rank() OVER (ORDER BY category ASC NULLS LAST) AS bigint) AS choice, category AS name FROM product_view WHERE category <> ''
  UNION ALL
  SELECT 2 AS kind, product_id, CAST(dense_rank() OVER (ORDER BY brand ASC NULLS LAST) AS bigint) AS choice, brand AS name FROM product_view WHERE brand <> ''
), category AS MATERIALIZED (
  SELECT product_id, choice FROM named WHERE kind = 1
), brand AS MATERIALIZED (
  SELECT product_id, choice FROM named WHERE kind = 2
), bought AS MATERIALIZED (
  SELECT purchase.customer_id, purchase_line.product_id, purchase.local_day
  FROM purchase_line
  JOIN purchase ON purchase.customer_id = purchase_line.customer_id AND purchase.order_id = purchase_line.order_id
  WHERE purchase.customer_id > 0 AND purchase.local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
  GROUP BY purchase.customer_id, purchase_line.product_id, purchase.local_day
), of_day AS (
  SELECT 1 AS kind, customer_id, choice, local_day FROM bought JOIN category ON category.product_id = bought.product_id GROUP BY customer_id, choice, local_day
  UNION ALL
  SELECT 2 AS kind, customer_id, choice, local_day FROM bought JOIN brand ON brand.product_id = bought.product_id GROUP BY customer_id, choice, local_day
  UNION ALL
  SELECT 3 AS kind, customer_id, product_id AS choice, local_day FROM bought
), of_customer AS MATERIALIZED (
  SELECT kind, customer_id, choice, count(*) AS days, min(local_day) AS first_day FROM of_day GROUP BY kind, customer_id, choice
), of_shop AS (
  SELECT kind, choice, CAST(sum(days) AS double precision) AS days FROM of_customer GROUP BY kind, choice
), everyday AS (
  SELECT CAST(sum(occasions) AS double precision) AS days FROM stage_habit_goods
), began AS (
  SELECT kind, customer_id, min(first_day) AS first_day FROM of_customer GROUP BY kind, customer_id
), own AS (
  -- The most days, and among equals the smallest number, in one number.
  SELECT of_customer.kind, of_customer.customer_id, max(days * 4294967296 + (4294967295 - choice)) AS best, sum(days) AS picks, count(*) AS different,
         count(CASE WHEN of_customer.first_day = began.first_day THEN 1 END) AS first_picks
  FROM of_customer
  JOIN began ON began.kind = of_customer.kind AND began.customer_id = of_customer.customer_id
  GROUP BY of_customer.kind, of_customer.customer_id
), chosen AS (
  SELECT kind, customer_id, CAST(best / 4294967296 AS bigint) AS days, CAST(4294967295 - best % 4294967296 AS bigint) AS choice, picks - different AS hits, picks - first_picks AS trials
  FROM own
), names AS (
  SELECT kind, choice, min(name) AS name FROM named GROUP BY kind, choice
)
SELECT chosen.customer_id, CAST(chosen.kind AS smallint), names.name, CASE WHEN chosen.kind = 3 THEN chosen.choice END, CAST(chosen.days AS integer),
  CAST(chosen.days AS double precision) / nullif(occasions, 0) * everyday.days / nullif(of_shop.days, 0), CAST(hits AS integer), CAST(trials AS integer)
FROM chosen
JOIN of_shop ON of_shop.kind = chosen.kind AND of_shop.choice = chosen.choice
JOIN stage_habit_goods ON stage_habit_goods.customer_id = chosen.customer_id
CROSS JOIN everyday
LEFT JOIN names ON names.kind = chosen.kind AND names.choice = chosen.choice
