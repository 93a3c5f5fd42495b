-- Who asked in three stretches of days, and who of them bought within two days of the first chat, by the agent of that chat.
WITH picked AS (
  SELECT customer_id, chat_id, local_day,
         CASE WHEN local_day >= CAST(@from_0 AS date) THEN 0 WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch
  FROM talk
  WHERE local_day <= CAST(@to_0 AS date)
    AND (local_day >= CAST(@from_1 AS date) OR (local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date)))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), asker AS (
  SELECT customer_id, stretch, min(chat_id) AS chat_id, min(local_day) AS first_day
  FROM picked
  GROUP BY customer_id, stretch
), answered AS (
  SELECT asker.customer_id, asker.stretch, asker.chat_id, CAST(sum(purchase.gross_minor) AS bigint) AS gross_minor, count(purchase.order_id) AS orders
  FROM asker
  LEFT JOIN purchase ON purchase.customer_id = asker.customer_id AND purchase.local_day >= asker.first_day AND purchase.local_day <= asker.first_day + 2
    AND purchase.local_day <= CAST(@to_0 AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@to_0 AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
  GROUP BY asker.customer_id, asker.stretch, asker.chat_id
)
SELECT answered.stretch, talk.agent, count(*) AS asked, count(CASE WHEN answered.orders > 0 THEN 1 END) AS bought,
       CAST(sum(answered.orders) AS bigint) AS orders, CAST(coalesce(sum(answered.gross_minor), 0) AS bigint) AS gross_minor
FROM answered
JOIN talk ON talk.customer_id = answered.customer_id AND talk.chat_id = answered.chat_id
GROUP BY answered.stretch, talk.agent
ORDER BY answered.stretch ASC NULLS LAST, talk.agent ASC NULLS LAST
