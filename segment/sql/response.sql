-- How those to whom a campaign was handed over by the end of the day answered it, by the parts they were in before it. Bought: paid for something
-- within days of the hand-over.
WITH sent AS (
  SELECT customer_id, min(done_at) AS done_at FROM contact
  WHERE campaign_id = CAST(@campaign AS bigint) AND state = 2 AND done_at < CAST(@until AS timestamptz)
  GROUP BY customer_id
), answered AS (
  SELECT customer_id, max(CASE WHEN kind IN ('open', 'click') THEN 1 ELSE 0 END) AS opened, max(CASE WHEN kind = 'click' THEN 1 ELSE 0 END) AS clicked
  FROM contact_event
  WHERE campaign_id = CAST(@campaign AS bigint) AND occurred_at < CAST(@until AS timestamptz)
  GROUP BY customer_id
), bought AS (
  SELECT sent.customer_id FROM sent
  JOIN purchase AS p ON p.customer_id = sent.customer_id AND p.paid_at >= sent.done_at
    AND p.paid_at < sent.done_at + INTERVAL '1' DAY * CAST(@days AS integer) AND p.paid_at < CAST(@until AS timestamptz)
  WHERE (p.void_day IS NULL OR p.void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR p.shop_id = CAST(@shop AS bigint))
  GROUP BY sent.customer_id
)
SELECT part.value, count(*) AS sent, CAST(coalesce(sum(answered.opened), 0) AS bigint) AS opened,
       CAST(coalesce(sum(answered.clicked), 0) AS bigint) AS clicked, count(bought.customer_id) AS bought
FROM {{part: customer_id bigint, value varchar}} AS part
JOIN sent ON sent.customer_id = part.customer_id
LEFT JOIN answered ON answered.customer_id = part.customer_id
LEFT JOIN bought ON bought.customer_id = part.customer_id
GROUP BY part.value
ORDER BY part.value ASC NULLS LAST
