-- Every customer who bought: the day of her first purchase and where her cultivation stands as of a day, and the same as of an earlier day.
WITH occasion AS (
  SELECT customer_id, local_day,
         min(CASE WHEN void_day IS NULL OR void_day > CAST(@as_of AS date) THEN paid_at END) AS paid_at,
         min(CASE WHEN local_day <= CAST(@cultivated_before AS date) AND (void_day IS NULL OR void_day > CAST(@cultivated_before AS date)) THEN paid_at END) AS before_paid_at
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), buyer AS (
  SELECT customer_id, count(paid_at) AS days, min(paid_at) AS first_paid_at, min(CASE WHEN paid_at IS NOT NULL THEN local_day END) AS first_day,
         count(before_paid_at) AS before_days, min(before_paid_at) AS before_paid_at, min(CASE WHEN before_paid_at IS NOT NULL THEN local_day END) AS before_day
  FROM occasion
  GROUP BY customer_id
), contacted AS (
  SELECT b.customer_id,
         max(CASE WHEN m.done_at >= b.first_paid_at AND m.done_at < CAST(@cultivated_until AS timestamptz) THEN 1 ELSE 0 END) AS reached,
         max(CASE WHEN m.done_at >= b.before_paid_at AND m.done_at < CAST(@cultivated_before_until AS timestamptz) THEN 1 ELSE 0 END) AS before_reached
  FROM buyer AS b
  JOIN contact AS m ON m.customer_id = b.customer_id
  LEFT JOIN campaign AS c ON c.campaign_id = m.campaign_id
  WHERE m.state = 2 AND (CAST(@shop AS bigint) = 0 OR c.shop_id = CAST(@shop AS bigint))
  GROUP BY b.customer_id
)
SELECT b.customer_id, b.first_day, b.before_day,
       CASE WHEN b.days = 0 THEN NULL WHEN b.days > 2 THEN 'old' WHEN b.days = 2 THEN 'second'
            WHEN coalesce(k.reached, 0) = 1 THEN 'impression' ELSE 'new' END AS cultivation,
       CASE WHEN b.before_days = 0 THEN NULL WHEN b.before_days > 2 THEN 'old' WHEN b.before_days = 2 THEN 'second'
            WHEN coalesce(k.before_reached, 0) = 1 THEN 'impression' ELSE 'new' END AS before_cultivation
FROM buyer AS b
LEFT JOIN contacted AS k ON k.customer_id = b.customer_id
WHERE b.days > 0 OR b.before_days > 0
