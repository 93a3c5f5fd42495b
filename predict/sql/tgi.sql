-- How many customers of a group, and of all, are in each stage, place and habit.
WITH base AS (
  SELECT f.customer_id, f.stage, f.ladder, f.province, f.city, CASE WHEN chosen.customer_id IS NULL THEN 0 ELSE 1 END AS member
  FROM customer_feature AS f
  LEFT JOIN {{candidate: customer_id bigint}} AS chosen ON chosen.customer_id = f.customer_id
  WHERE f.snapshot_id = CAST(@snapshot AS bigint)
), bought AS (
  SELECT customer_id, order_id, CAST(local_hour AS integer) AS hour, CAST(EXTRACT(ISODOW FROM local_day) AS integer) AS weekday
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), hours AS (
  SELECT customer_id, hour FROM bought GROUP BY customer_id, hour
), weekdays AS (
  SELECT customer_id, weekday FROM bought GROUP BY customer_id, weekday
), categories AS (
  SELECT line.customer_id, product.category
  FROM purchase_line AS line
  JOIN bought ON bought.customer_id = line.customer_id AND bought.order_id = line.order_id
  JOIN product_view AS product ON product.product_id = line.product_id
  WHERE product.category IS NOT NULL
  GROUP BY line.customer_id, product.category
), aged AS (
  SELECT customer_id, max(number_value) AS age
  FROM told
  WHERE name = 'age' AND since <= CAST(@as_of AS date) AND number_value IS NOT NULL
  GROUP BY customer_id
), counted AS (
  SELECT 'stage' AS dimension, stage AS item, count(*) AS customers, sum(member) AS members FROM base GROUP BY stage
  UNION ALL
  SELECT 'ladder' AS dimension, ladder AS item, count(*) AS customers, sum(member) AS members FROM base GROUP BY ladder
  UNION ALL
  SELECT 'province' AS dimension, province AS item, count(*) AS customers, sum(member) AS members FROM base WHERE province IS NOT NULL GROUP BY province
  UNION ALL
  SELECT 'city' AS dimension, city AS item, count(*) AS customers, sum(member) AS members FROM base WHERE city IS NOT NULL GROUP BY city
  UNION ALL
  SELECT 'gender' AS dimension, person.gender AS item, count(*) AS customers, sum(base.member) AS members
  FROM base JOIN person ON person.customer_id = base.customer_id WHERE person.gender IS NOT NULL GROUP BY person.gender
  UNION ALL
  SELECT 'age' AS dimension, CAST(CAST(floor(aged.age / 10) AS integer) * 10 AS varchar) AS item, count(*) AS customers, sum(base.member) AS members
  FROM base JOIN aged ON aged.customer_id = base.customer_id GROUP BY CAST(floor(aged.age / 10) AS integer)
  UNION ALL
  SELECT 'hour' AS dimension, CAST(hours.hour AS varchar) AS item, count(*) AS customers, sum(base.member) AS members
  FROM base JOIN hours ON hours.customer_id = base.customer_id GROUP BY hours.hour
  UNION ALL
  SELECT 'weekday' AS dimension, CAST(weekdays.weekday AS varchar) AS item, count(*) AS customers, sum(base.member) AS members
  FROM base JOIN weekdays ON weekdays.customer_id = base.customer_id GROUP BY weekdays.weekday
  UNION ALL
  SELECT 'category' AS dimension, categories.category AS item, count(*) AS customers, sum(base.member) AS members
  FROM base JOIN categories ON categories.customer_id = base.customer_id GROUP BY categories.category
  UNION ALL
  SELECT 'all' AS dimension, '' AS item, count(*) AS customers, sum(member) AS members FROM base
)
SELECT dimension, item, customers, CAST(coalesce(members, 0) AS bigint) AS members
FROM counted
ORDER BY dimension ASC NULLS LAST, customers DESC NULLS LAST, item ASC NULLS LAST
