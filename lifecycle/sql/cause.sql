-- For every dormant customer: what she was worth, and the first cause of her staying away that the facts speak of.
INSERT INTO dormancy_cause (customer_id, snapshot_id, quality, money_score, responded, cause, evidence, evidence_day, evidence_count)
WITH sleeper AS (
  SELECT d.customer_id, f.last_day, f.net_minor
  FROM dormancy AS d
  JOIN customer_feature AS f ON f.customer_id = d.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
  WHERE d.snapshot_id = CAST(@snapshot AS bigint) AND d.state IN ('dormant_1', 'dormant_2')
), spread AS (
  SELECT net_minor, count(*) AS customers FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint) GROUP BY net_minor
), ranked AS (
  SELECT net_minor, sum(customers) OVER () AS everybody,
         sum(customers) OVER (ORDER BY net_minor ASC NULLS LAST ROWS UNBOUNDED PRECEDING) - customers AS worse
  FROM spread
), cut AS (
  SELECT min(CASE WHEN 5 * worse >= everybody THEN net_minor END) AS m2, min(CASE WHEN 5 * worse >= 2 * everybody THEN net_minor END) AS m3,
         min(CASE WHEN 5 * worse >= 3 * everybody THEN net_minor END) AS m4, min(CASE WHEN 5 * worse >= 4 * everybody THEN net_minor END) AS m5
  FROM ranked
), given_back AS (
  SELECT m.customer_id, count(*) AS times, max(m.local_day) AS day
  FROM money_back AS m
  JOIN sleeper AS s ON s.customer_id = m.customer_id
  WHERE m.local_day >= s.last_day AND m.local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR m.shop_id = CAST(@shop AS bigint))
  GROUP BY m.customer_id
), grumbled AS (
  SELECT o.customer_id, count(*) AS times, max(o.local_day) AS day
  FROM opinion AS o
  JOIN sleeper AS s ON s.customer_id = o.customer_id
  WHERE o.local_day >= s.last_day AND o.local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR o.shop_id = CAST(@shop AS bigint))
    AND (o.score <= 2 OR o.service_score <= 2 OR o.delivery_score <= 2)
  GROUP BY o.customer_id
), talked AS (
  SELECT t.customer_id, count(*) AS times, count(CASE WHEN t.score <= 2 THEN 1 END) AS bad, max(CASE WHEN t.score <= 2 THEN t.local_day END) AS bad_day,
         count(CASE WHEN t.bargained THEN 1 END) AS bargains, max(CASE WHEN t.bargained THEN t.local_day END) AS bargain_day
  FROM talk AS t
  JOIN sleeper AS s ON s.customer_id = t.customer_id
  WHERE t.local_day > s.last_day AND t.local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR t.shop_id = CAST(@shop AS bigint))
  GROUP BY t.customer_id
), looked AS (
  SELECT b.customer_id, count(*) AS times, max(b.local_day) AS day
  FROM behaviour AS b
  JOIN sleeper AS s ON s.customer_id = b.customer_id
  WHERE b.local_day > s.last_day AND b.local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR b.shop_id = CAST(@shop AS bigint))
    AND b.kind IN ('view', 'search', 'favourite', 'cart')
  GROUP BY b.customer_id
), branded AS (
  SELECT customer_id, count(*) AS brands, max(days) AS most
  FROM (SELECT p.customer_id, v.brand, count(DISTINCT p.local_day) AS days
        FROM purchase AS p
        JOIN sleeper AS s ON s.customer_id = p.customer_id
        JOIN purchase_line AS l ON l.customer_id = p.customer_id AND l.order_id = p.order_id
        JOIN product_view AS v ON v.product_id = l.product_id
        WHERE p.local_day <= CAST(@as_of AS date) AND (p.void_day IS NULL OR p.void_day > CAST(@as_of AS date)) AND v.brand IS NOT NULL
          AND (CAST(@shop AS bigint) = 0 OR p.shop_id = CAST(@shop AS bigint))
        GROUP BY p.customer_id, v.brand) AS by_brand
  GROUP BY customer_id
), origin AS (
  SELECT p.customer_id, count(*) AS orders, count(CASE WHEN d.source_group = 'search' THEN 1 END) AS searched
  FROM purchase AS p
  JOIN sleeper AS s ON s.customer_id = p.customer_id
  JOIN fulfilment AS d ON d.customer_id = p.customer_id AND d.order_id = p.order_id
  WHERE p.local_day <= CAST(@as_of AS date) AND (p.void_day IS NULL OR p.void_day > CAST(@as_of AS date)) AND d.source_group IS NOT NULL
    AND (CAST(@shop AS bigint) = 0 OR p.shop_id = CAST(@shop AS bigint))
  GROUP BY p.customer_id
), touched AS (
  SELECT c.customer_id, count(*) AS times
  FROM contact AS c
  JOIN sleeper AS s ON s.customer_id = c.customer_id
  WHERE c.state = 2 AND c.done_at < CAST(@until AS timestamptz)
    AND c.done_at >= CAST(CAST(s.last_day AS varchar) || ' 00:00:00+00' AS timestamptz)
  GROUP BY c.customer_id
), answered AS (
  SELECT e.customer_id
  FROM contact_event AS e
  JOIN sleeper AS s ON s.customer_id = e.customer_id
  WHERE e.kind = 'click' AND e.occurred_at < CAST(@until AS timestamptz)
  GROUP BY e.customer_id
), weighed AS (
  SELECT s.customer_id, s.last_day,
         CASE WHEN s.net_minor >= cut.m5 THEN 5 WHEN s.net_minor >= cut.m4 THEN 4 WHEN s.net_minor >= cut.m3 THEN 3 WHEN s.net_minor >= cut.m2 THEN 2 ELSE 1 END AS money_score,
         answered.customer_id IS NOT NULL AS responded,
         CASE WHEN given_back.times > 0 THEN 'refund'
              WHEN grumbled.times > 0 THEN 'review'
              WHEN talked.bad > 0 THEN 'chat'
              WHEN talked.bargains > 0 THEN 'bargained'
              WHEN looked.times >= 3 THEN 'looked'
              WHEN branded.brands >= 3 AND branded.most = 1 THEN 'brands'
              WHEN origin.orders > 0 AND origin.searched = origin.orders THEN 'search'
              WHEN touched.times IS NULL AND talked.times IS NULL THEN 'silence'
              ELSE 'none' END AS evidence,
         given_back.day AS back_day, given_back.times AS backs, grumbled.day AS grumble_day, grumbled.times AS grumbles,
         talked.bad, talked.bad_day, talked.bargains, talked.bargain_day, looked.day AS look_day, looked.times AS looks, branded.brands, origin.orders
  FROM sleeper AS s
  CROSS JOIN cut
  LEFT JOIN given_back ON given_back.customer_id = s.customer_id
  LEFT JOIN grumbled ON grumbled.customer_id = s.customer_id
  LEFT JOIN talked ON talked.customer_id = s.customer_id
  LEFT JOIN looked ON looked.customer_id = s.customer_id
  LEFT JOIN branded ON branded.customer_id = s.customer_id
  LEFT JOIN origin ON origin.customer_id = s.customer_id
  LEFT JOIN touched ON touched.customer_id = s.customer_id
  LEFT JOIN answered ON answered.customer_id = s.customer_id
)
SELECT customer_id, CAST(@snapshot AS bigint), CASE WHEN money_score >= 4 OR (money_score = 3 AND responded) THEN 'high' ELSE 'low' END,
       CAST(money_score AS smallint), responded,
       CASE evidence WHEN 'refund' THEN 'dissatisfied' WHEN 'review' THEN 'dissatisfied' WHEN 'chat' THEN 'dissatisfied'
                     WHEN 'bargained' THEN 'alternatives' WHEN 'looked' THEN 'alternatives' WHEN 'brands' THEN 'weak_loyalty'
                     WHEN 'search' THEN 'platform' WHEN 'silence' THEN 'no_follow_up' ELSE 'unknown' END,
       evidence,
       CASE evidence WHEN 'refund' THEN back_day WHEN 'review' THEN grumble_day WHEN 'chat' THEN bad_day WHEN 'bargained' THEN bargain_day
                     WHEN 'looked' THEN look_day ELSE last_day END,
       CAST(coalesce(CASE evidence WHEN 'refund' THEN backs WHEN 'review' THEN grumbles WHEN 'chat' THEN bad WHEN 'bargained' THEN bargains
                     WHEN 'looked' THEN looks WHEN 'brands' THEN brands WHEN 'search' THEN orders END, 0) AS bigint)
FROM weighed
