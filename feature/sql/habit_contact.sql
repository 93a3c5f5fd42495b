-- How each known person looks around and asks.
INSERT INTO stage_habit_contact (customer_id, look_days, first_look_day, chats, questions, bargains, first_chat_day, asked_days)
WITH look_day AS (
  SELECT customer_id, local_day
  FROM behaviour
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND kind IN ('visit', 'view', 'search', 'favourite', 'cart')
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), look AS (
  SELECT customer_id, count(*) AS look_days, min(local_day) AS first_day FROM look_day GROUP BY customer_id
), said AS MATERIALIZED (
  SELECT customer_id, started_at, local_day, questions, bargained
  FROM talk
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), talked AS (
  SELECT customer_id, count(*) AS chats, sum(questions) AS questions, count(CASE WHEN bargained THEN 1 END) AS bargains, min(local_day) AS first_day
  FROM said
  GROUP BY customer_id
), asked_day AS (
  SELECT said.customer_id, purchase.local_day
  FROM said
  JOIN purchase ON purchase.customer_id = said.customer_id
  WHERE purchase.local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
    AND said.local_day >= purchase.local_day - 3 AND said.started_at <= purchase.paid_at
  GROUP BY said.customer_id, purchase.local_day
), asked AS (
  SELECT customer_id, count(*) AS days FROM asked_day GROUP BY customer_id
)
SELECT coalesce(look.customer_id, talked.customer_id), CAST(coalesce(look_days, 0) AS integer), look.first_day, CAST(coalesce(chats, 0) AS integer),
  CAST(coalesce(questions, 0) AS bigint), CAST(coalesce(bargains, 0) AS integer), talked.first_day, CAST(coalesce(asked.days, 0) AS integer)
FROM look
FULL JOIN talked ON talked.customer_id = look.customer_id
LEFT JOIN asked ON asked.customer_id = talked.customer_id
