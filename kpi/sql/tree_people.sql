-- Who bought, stayed and came back in three stretches of days (0 now, 1 before, 2 a year ago), known customers only.
WITH bought AS (
  SELECT customer_id, local_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@to_0 AS date) AND (void_day IS NULL OR void_day > CAST(@to_0 AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), customer AS (
  SELECT customer_id,
         count(CASE WHEN local_day < CAST(@from_0 AS date) THEN 1 END) AS before_0,
         max(CASE WHEN local_day < CAST(@from_0 AS date) THEN local_day END) AS last_0,
         count(CASE WHEN local_day >= CAST(@from_0 AS date) AND local_day <= CAST(@to_0 AS date) THEN 1 END) AS bought_0,
         count(CASE WHEN local_day <= CAST(@to_0 AS date) - 45 THEN 1 END) AS base_0,
         count(CASE WHEN local_day > CAST(@to_0 AS date) - 90 AND local_day <= CAST(@to_0 AS date) - 45 THEN 1 END) AS prior_0,
         count(CASE WHEN local_day > CAST(@to_0 AS date) - 45 AND local_day <= CAST(@to_0 AS date) THEN 1 END) AS since_0,
         count(CASE WHEN local_day > CAST(@to_0 AS date) - 365 AND local_day <= CAST(@to_0 AS date) THEN 1 END) AS year_0,
         count(CASE WHEN local_day < CAST(@from_1 AS date) THEN 1 END) AS before_1,
         max(CASE WHEN local_day < CAST(@from_1 AS date) THEN local_day END) AS last_1,
         count(CASE WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN 1 END) AS bought_1,
         count(CASE WHEN local_day <= CAST(@to_1 AS date) - 45 THEN 1 END) AS base_1,
         count(CASE WHEN local_day > CAST(@to_1 AS date) - 90 AND local_day <= CAST(@to_1 AS date) - 45 THEN 1 END) AS prior_1,
         count(CASE WHEN local_day > CAST(@to_1 AS date) - 45 AND local_day <= CAST(@to_1 AS date) THEN 1 END) AS since_1,
         count(CASE WHEN local_day > CAST(@to_1 AS date) - 365 AND local_day <= CAST(@to_1 AS date) THEN 1 END) AS year_1,
         count(CASE WHEN local_day < CAST(@from_2 AS date) THEN 1 END) AS before_2,
         max(CASE WHEN local_day < CAST(@from_2 AS date) THEN local_day END) AS last_2,
         count(CASE WHEN local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date) THEN 1 END) AS bought_2,
         count(CASE WHEN local_day <= CAST(@to_2 AS date) - 45 THEN 1 END) AS base_2,
         count(CASE WHEN local_day > CAST(@to_2 AS date) - 90 AND local_day <= CAST(@to_2 AS date) - 45 THEN 1 END) AS prior_2,
         count(CASE WHEN local_day > CAST(@to_2 AS date) - 45 AND local_day <= CAST(@to_2 AS date) THEN 1 END) AS since_2,
         count(CASE WHEN local_day > CAST(@to_2 AS date) - 365 AND local_day <= CAST(@to_2 AS date) THEN 1 END) AS year_2
  FROM bought
  GROUP BY customer_id
)
SELECT
       count(CASE WHEN bought_0 > 0 AND before_0 = 0 THEN 1 END) AS new_0,
       count(CASE WHEN bought_0 > 0 AND before_0 = 1 AND CAST(@from_0 AS date) - last_0 <= CAST(@lost_days AS integer) THEN 1 END) AS cultivated_0,
       count(CASE WHEN bought_0 > 0 AND before_0 > 1 AND CAST(@from_0 AS date) - last_0 <= CAST(@lost_days AS integer) THEN 1 END) AS active_0,
       count(CASE WHEN bought_0 > 0 AND before_0 > 0 AND CAST(@from_0 AS date) - last_0 > CAST(@lost_days AS integer) THEN 1 END) AS won_back_0,
       count(CASE WHEN before_0 > 0 AND CAST(@from_0 AS date) - last_0 > CAST(@lost_days AS integer) THEN 1 END) AS lost_0,
       count(CASE WHEN base_0 >= 2 AND prior_0 > 0 AND since_0 > 0 THEN 1 END) AS repeated_0,
       count(CASE WHEN base_0 >= 2 AND prior_0 > 0 THEN 1 END) AS regulars_0,
       count(CASE WHEN prior_0 > 0 AND since_0 > 0 THEN 1 END) AS stayed_0,
       count(CASE WHEN prior_0 > 0 THEN 1 END) AS earlier_0,
       count(CASE WHEN year_0 >= 2 THEN 1 END) AS loyal_0,
       count(CASE WHEN year_0 >= 1 THEN 1 END) AS yearly_0,
       count(CASE WHEN bought_1 > 0 AND before_1 = 0 THEN 1 END) AS new_1,
       count(CASE WHEN bought_1 > 0 AND before_1 = 1 AND CAST(@from_1 AS date) - last_1 <= CAST(@lost_days AS integer) THEN 1 END) AS cultivated_1,
       count(CASE WHEN bought_1 > 0 AND before_1 > 1 AND CAST(@from_1 AS date) - last_1 <= CAST(@lost_days AS integer) THEN 1 END) AS active_1,
       count(CASE WHEN bought_1 > 0 AND before_1 > 0 AND CAST(@from_1 AS date) - last_1 > CAST(@lost_days AS integer) THEN 1 END) AS won_back_1,
       count(CASE WHEN before_1 > 0 AND CAST(@from_1 AS date) - last_1 > CAST(@lost_days AS integer) THEN 1 END) AS lost_1,
       count(CASE WHEN base_1 >= 2 AND prior_1 > 0 AND since_1 > 0 THEN 1 END) AS repeated_1,
       count(CASE WHEN base_1 >= 2 AND prior_1 > 0 THEN 1 END) AS regulars_1,
       count(CASE WHEN prior_1 > 0 AND since_1 > 0 THEN 1 END) AS stayed_1,
       count(CASE WHEN prior_1 > 0 THEN 1 END) AS earlier_1,
       count(CASE WHEN year_1 >= 2 THEN 1 END) AS loyal_1,
       count(CASE WHEN year_1 >= 1 THEN 1 END) AS yearly_1,
       count(CASE WHEN bought_2 > 0 AND before_2 = 0 THEN 1 END) AS new_2,
       count(CASE WHEN bought_2 > 0 AND before_2 = 1 AND CAST(@from_2 AS date) - last_2 <= CAST(@lost_days AS integer) THEN 1 END) AS cultivated_2,
       count(CASE WHEN bought_2 > 0 AND before_2 > 1 AND CAST(@from_2 AS date) - last_2 <= CAST(@lost_days AS integer) THEN 1 END) AS active_2,
       count(CASE WHEN bought_2 > 0 AND before_2 > 0 AND CAST(@from_2 AS date) - last_2 > CAST(@lost_days AS integer) THEN 1 END) AS won_back_2,
       count(CASE WHEN before_2 > 0 AND CAST(@from_2 AS date) - last_2 > CAST(@lost_days AS integer) THEN 1 END) AS lost_2,
       count(CASE WHEN base_2 >= 2 AND prior_2 > 0 AND since_2 > 0 THEN 1 END) AS repeated_2,
       count(CASE WHEN base_2 >= 2 AND prior_2 > 0 THEN 1 END) AS regulars_2,
       count(CASE WHEN prior_2 > 0 AND since_2 > 0 THEN 1 END) AS stayed_2,
       count(CASE WHEN prior_2 > 0 THEN 1 END) AS earlier_2,
       count(CASE WHEN year_2 >= 2 THEN 1 END) AS loyal_2,
       count(CASE WHEN year_2 >= 1 THEN 1 END) AS yearly_2
FROM customer
