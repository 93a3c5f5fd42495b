-- First-time buyers of three stretches of days by what they did in the days before: an unpaid order, a chat, a look, or nothing that is known.
WITH newcomer AS (
  SELECT customer_id, first_day,
         CASE WHEN first_day >= CAST(@from_0 AS date) THEN 0 WHEN first_day >= CAST(@from_1 AS date) AND first_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
  WHERE ordinal = 1 AND first_day <= CAST(@to_0 AS date) AND (first_day >= CAST(@from_1 AS date) OR (first_day >= CAST(@from_2 AS date) AND first_day <= CAST(@to_2 AS date)))
), unpaid AS (
  SELECT newcomer.customer_id FROM newcomer
  JOIN placed ON placed.customer_id = newcomer.customer_id
  WHERE placed.paid_at IS NULL AND placed.local_day <= newcomer.first_day AND placed.local_day >= newcomer.first_day - 30
  GROUP BY newcomer.customer_id
), asked AS (
  SELECT newcomer.customer_id FROM newcomer
  JOIN talk ON talk.customer_id = newcomer.customer_id
  WHERE talk.local_day <= newcomer.first_day AND talk.local_day >= newcomer.first_day - 30 
    AND (talk.local_day >= CAST(@from_1 AS date) - 30 OR (talk.local_day >= CAST(@from_2 AS date) - 30 AND talk.local_day <= CAST(@to_2 AS date)))
  GROUP BY newcomer.customer_id
), looked AS (
  SELECT newcomer.customer_id FROM newcomer
  JOIN behaviour ON behaviour.customer_id = newcomer.customer_id
  WHERE behaviour.kind IN ('visit', 'view', 'search', 'favourite', 'cart')
    AND behaviour.local_day <= newcomer.first_day AND behaviour.local_day >= newcomer.first_day - 30 
    AND (behaviour.local_day >= CAST(@from_1 AS date) - 30 OR (behaviour.local_day >= CAST(@from_2 AS date) - 30 AND behaviour.local_day <= CAST(@to_2 AS date)))
  GROUP BY newcomer.customer_id
)
SELECT stretch, count(unpaid.customer_id) AS unpaid,
       count(CASE WHEN unpaid.customer_id IS NULL AND asked.customer_id IS NOT NULL THEN 1 END) AS asked,
       count(CASE WHEN unpaid.customer_id IS NULL AND asked.customer_id IS NULL AND looked.customer_id IS NOT NULL THEN 1 END) AS looked,
       count(CASE WHEN unpaid.customer_id IS NULL AND asked.customer_id IS NULL AND looked.customer_id IS NULL THEN 1 END) AS unprompted
FROM newcomer
LEFT JOIN unpaid ON unpaid.customer_id = newcomer.customer_id
LEFT JOIN asked ON asked.customer_id = newcomer.customer_id
LEFT JOIN looked ON looked.customer_id = newcomer.customer_id
GROUP BY stretch
ORDER BY stretch ASC NULLS LAST
