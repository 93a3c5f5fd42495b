-- What each customer prefers (1 category, 2 brand, 3 product): the one bought on most days, and how often she came back to one she knew.
INSERT INTO stage_habit_choice (customer_id, kind, name, product_id, days, lift, hits, trials)
WITH goods AS MATERIALIZED (
  SELECT product_id, category, brand,
         CASE WHEN category <> '' THEN CAST(dense_rank() OVER (ORDER BY category ASC NULLS LAST) AS integer) END AS category_no,
         CASE WHEN brand <> '' THEN CAST(dense_rank() OVER (ORDER BY brand ASC NULLS LAST) AS integer) END AS brand_no
  FROM product_view
), bought AS MATERIALIZED (
  SELECT purchase.customer_id, purchase.local_day, purchase_line.product_id, category_no, brand_no
  FROM purchase_line
  JOIN purchase ON purchase.customer_id = purchase_line.customer_id AND purchase.order_id = purchase_line.order_id
  JOIN goods ON goods.product_id = purchase_line.product_id
  WHERE purchase.customer_id > 0 AND purchase.local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
), category_day AS (
  SELECT customer_id, category_no, local_day FROM bought WHERE category_no IS NOT NULL GROUP BY customer_id, category_no, local_day
), category_own AS MATERIALIZED (
  SELECT customer_id, category_no, count(*) AS days, min(local_day) AS first_day FROM category_day GROUP BY customer_id, category_no
), brand_day AS (
  SELECT customer_id, brand_no, local_day FROM bought WHERE brand_no IS NOT NULL GROUP BY customer_id, brand_no, local_day
), brand_own AS MATERIALIZED (
  SELECT customer_id, brand_no, count(*) AS days, min(local_day) AS first_day FROM brand_day GROUP BY customer_id, brand_no
), pair AS MATERIALIZED (
  SELECT customer_id, product_id, min(local_day) < max(local_day) AS again FROM bought GROUP BY customer_id, product_id
), again_day AS (
  SELECT bought.customer_id, bought.product_id, bought.local_day
  FROM bought
  JOIN pair ON pair.customer_id = bought.customer_id AND pair.product_id = bought.product_id
  WHERE pair.again
  GROUP BY bought.customer_id, bought.product_id, bought.local_day
), product_own AS MATERIALIZED (
  -- Only what was bought on two days or more is a favourite.
  SELECT customer_id, product_id, count(*) AS days FROM again_day GROUP BY customer_id, product_id
), best AS (
  -- The most days, and among equals the smallest number, in one number.
  SELECT 1 AS kind, category_own.customer_id, max(days * 4294967296 + (4294967295 - category_no)) AS best, CAST(sum(days) AS bigint) AS picks, count(*) AS different,
         count(CASE WHEN category_own.first_day = goods_of.first_day THEN 1 END) AS first_picks
  FROM category_own JOIN stage_habit_goods AS goods_of ON goods_of.customer_id = category_own.customer_id
  GROUP BY category_own.customer_id
  UNION ALL
  SELECT 2 AS kind, brand_own.customer_id, max(days * 4294967296 + (4294967295 - brand_no)) AS best, CAST(sum(days) AS bigint) AS picks, count(*) AS different,
         count(CASE WHEN brand_own.first_day = goods_of.first_day THEN 1 END) AS first_picks
  FROM brand_own JOIN stage_habit_goods AS goods_of ON goods_of.customer_id = brand_own.customer_id
  GROUP BY brand_own.customer_id
  UNION ALL
  SELECT 3 AS kind, customer_id, max(days * 4294967296 + (4294967295 - product_id)) AS best, 0 AS picks, 0 AS different, 0 AS first_picks
  FROM product_own
  GROUP BY customer_id
), chosen AS (
  SELECT kind, customer_id, best / 4294967296 AS days, 4294967295 - best % 4294967296 AS choice, picks - different AS hits, picks - first_picks AS trials
  FROM best
), of_shop AS (
  SELECT 1 AS kind, category_no AS choice, CAST(sum(days) AS double precision) AS days FROM category_own GROUP BY category_no
  UNION ALL
  SELECT 2 AS kind, brand_no AS choice, CAST(sum(days) AS double precision) AS days FROM brand_own GROUP BY brand_no
  UNION ALL
  SELECT 3 AS kind, product_id AS choice, CAST(sum(days) AS double precision) AS days
  FROM (SELECT product_id, count(*) AS days FROM pair WHERE NOT again GROUP BY product_id
        UNION ALL SELECT product_id, sum(days) AS days FROM product_own GROUP BY product_id) AS sold
  GROUP BY product_id
), everyday AS (
  SELECT CAST(sum(occasions) AS double precision) AS days FROM stage_habit_goods
), names AS (
  SELECT 1 AS kind, category_no AS choice, min(category) AS name FROM goods GROUP BY category_no
  UNION ALL
  SELECT 2 AS kind, brand_no AS choice, min(brand) AS name FROM goods GROUP BY brand_no
), shelf AS MATERIALIZED (
  SELECT of_shop.kind, of_shop.choice, names.name, of_shop.days / nullif(everyday.days, 0) AS share
  FROM of_shop
  CROSS JOIN everyday
  LEFT JOIN names ON names.kind = of_shop.kind AND names.choice = of_shop.choice
)
SELECT chosen.customer_id, CAST(chosen.kind AS smallint), shelf.name, CASE WHEN chosen.kind = 3 THEN chosen.choice END, CAST(chosen.days AS integer),
  CAST(chosen.days AS double precision) / nullif(occasions, 0) / nullif(shelf.share, 0), CAST(hits AS integer), CAST(trials AS integer)
FROM chosen
JOIN shelf ON shelf.kind = chosen.kind AND shelf.choice = chosen.choice
JOIN stage_habit_goods ON stage_habit_goods.customer_id = chosen.customer_id
