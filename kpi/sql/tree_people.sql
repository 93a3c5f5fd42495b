-- Who bought, stayed and came back in three stretches of days (0 now, 1 before, 2 a year ago), known customers only: each is counted at one of her
-- occasions, the first of a stretch or the last before a day. Days between the same two of the days that are asked about are one, so that few rows
-- are left to be counted.
WITH bound AS (
  SELECT CAST(@from_0 AS date) AS day UNION ALL SELECT CAST(@from_0 AS date) - CAST(@lost_days AS integer) UNION ALL SELECT CAST(@to_0 AS date) + 1
  UNION ALL SELECT CAST(@to_0 AS date) - 44 UNION ALL SELECT CAST(@to_0 AS date) - 89 UNION ALL SELECT CAST(@to_0 AS date) - 364
  UNION ALL
  SELECT CAST(@from_1 AS date) AS day UNION ALL SELECT CAST(@from_1 AS date) - CAST(@lost_days AS integer) UNION ALL SELECT CAST(@to_1 AS date) + 1
  UNION ALL SELECT CAST(@to_1 AS date) - 44 UNION ALL SELECT CAST(@to_1 AS date) - 89 UNION ALL SELECT CAST(@to_1 AS date) - 364
  UNION ALL
  SELECT CAST(@from_2 AS date) AS day UNION ALL SELECT CAST(@from_2 AS date) - CAST(@lost_days AS integer) UNION ALL SELECT CAST(@to_2 AS date) + 1
  UNION ALL SELECT CAST(@to_2 AS date) - 44 UNION ALL SELECT CAST(@to_2 AS date) - 89 UNION ALL SELECT CAST(@to_2 AS date) - 364
), place AS (
  SELECT known.local_day, coalesce(max(bound.day), CAST('0001-01-01' AS date)) AS day
  FROM (SELECT local_day
        FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
        GROUP BY local_day) AS known
  LEFT JOIN bound ON bound.day <= known.local_day
  GROUP BY known.local_day
), counted AS (
  SELECT here.day AS local_day, earlier.day AS before_day, later.day AS next_day,
         CASE WHEN occasion.ordinal < 3 THEN occasion.ordinal ELSE 3 END AS nth, count(*) AS customers
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
  JOIN place AS here ON here.local_day = occasion.local_day
  LEFT JOIN place AS earlier ON earlier.local_day = occasion.before_day
  LEFT JOIN place AS later ON later.local_day = occasion.next_day
  GROUP BY here.day, earlier.day, later.day, nth
)
SELECT
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_0 AS date) AND local_day <= CAST(@to_0 AS date) AND nth = 1 THEN customers END), 0) AS bigint) AS new_0,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_0 AS date) AND local_day <= CAST(@to_0 AS date) AND nth = 2 AND before_day < CAST(@from_0 AS date) AND CAST(@from_0 AS date) - before_day <= CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS cultivated_0,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_0 AS date) AND local_day <= CAST(@to_0 AS date) AND nth = 3 AND before_day < CAST(@from_0 AS date) AND CAST(@from_0 AS date) - before_day <= CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS active_0,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_0 AS date) AND local_day <= CAST(@to_0 AS date) AND CAST(@from_0 AS date) - before_day > CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS won_back_0,
       CAST(coalesce(sum(CASE WHEN CAST(@from_0 AS date) - local_day > CAST(@lost_days AS integer) AND (next_day IS NULL OR next_day >= CAST(@from_0 AS date)) THEN customers END), 0) AS bigint) AS lost_0,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_0 AS date) - 90 AND local_day <= CAST(@to_0 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_0 AS date) - 45) AND nth > 1 AND next_day <= CAST(@to_0 AS date) THEN customers END), 0) AS bigint) AS repeated_0,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_0 AS date) - 90 AND local_day <= CAST(@to_0 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_0 AS date) - 45) AND nth > 1 THEN customers END), 0) AS bigint) AS regulars_0,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_0 AS date) - 90 AND local_day <= CAST(@to_0 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_0 AS date) - 45) AND next_day <= CAST(@to_0 AS date) THEN customers END), 0) AS bigint) AS stayed_0,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_0 AS date) - 90 AND local_day <= CAST(@to_0 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_0 AS date) - 45) THEN customers END), 0) AS bigint) AS earlier_0,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_0 AS date) - 365 AND local_day <= CAST(@to_0 AS date) AND (next_day IS NULL OR next_day > CAST(@to_0 AS date)) AND before_day > CAST(@to_0 AS date) - 365 THEN customers END), 0) AS bigint) AS loyal_0,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_0 AS date) - 365 AND local_day <= CAST(@to_0 AS date) AND (next_day IS NULL OR next_day > CAST(@to_0 AS date)) THEN customers END), 0) AS bigint) AS yearly_0,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) AND nth = 1 THEN customers END), 0) AS bigint) AS new_1,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) AND nth = 2 AND before_day < CAST(@from_1 AS date) AND CAST(@from_1 AS date) - before_day <= CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS cultivated_1,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) AND nth = 3 AND before_day < CAST(@from_1 AS date) AND CAST(@from_1 AS date) - before_day <= CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS active_1,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) AND CAST(@from_1 AS date) - before_day > CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS won_back_1,
       CAST(coalesce(sum(CASE WHEN CAST(@from_1 AS date) - local_day > CAST(@lost_days AS integer) AND (next_day IS NULL OR next_day >= CAST(@from_1 AS date)) THEN customers END), 0) AS bigint) AS lost_1,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_1 AS date) - 90 AND local_day <= CAST(@to_1 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_1 AS date) - 45) AND nth > 1 AND next_day <= CAST(@to_1 AS date) THEN customers END), 0) AS bigint) AS repeated_1,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_1 AS date) - 90 AND local_day <= CAST(@to_1 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_1 AS date) - 45) AND nth > 1 THEN customers END), 0) AS bigint) AS regulars_1,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_1 AS date) - 90 AND local_day <= CAST(@to_1 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_1 AS date) - 45) AND next_day <= CAST(@to_1 AS date) THEN customers END), 0) AS bigint) AS stayed_1,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_1 AS date) - 90 AND local_day <= CAST(@to_1 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_1 AS date) - 45) THEN customers END), 0) AS bigint) AS earlier_1,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_1 AS date) - 365 AND local_day <= CAST(@to_1 AS date) AND (next_day IS NULL OR next_day > CAST(@to_1 AS date)) AND before_day > CAST(@to_1 AS date) - 365 THEN customers END), 0) AS bigint) AS loyal_1,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_1 AS date) - 365 AND local_day <= CAST(@to_1 AS date) AND (next_day IS NULL OR next_day > CAST(@to_1 AS date)) THEN customers END), 0) AS bigint) AS yearly_1,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date) AND nth = 1 THEN customers END), 0) AS bigint) AS new_2,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date) AND nth = 2 AND before_day < CAST(@from_2 AS date) AND CAST(@from_2 AS date) - before_day <= CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS cultivated_2,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date) AND nth = 3 AND before_day < CAST(@from_2 AS date) AND CAST(@from_2 AS date) - before_day <= CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS active_2,
       CAST(coalesce(sum(CASE WHEN local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date) AND CAST(@from_2 AS date) - before_day > CAST(@lost_days AS integer) THEN customers END), 0) AS bigint) AS won_back_2,
       CAST(coalesce(sum(CASE WHEN CAST(@from_2 AS date) - local_day > CAST(@lost_days AS integer) AND (next_day IS NULL OR next_day >= CAST(@from_2 AS date)) THEN customers END), 0) AS bigint) AS lost_2,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_2 AS date) - 90 AND local_day <= CAST(@to_2 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_2 AS date) - 45) AND nth > 1 AND next_day <= CAST(@to_2 AS date) THEN customers END), 0) AS bigint) AS repeated_2,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_2 AS date) - 90 AND local_day <= CAST(@to_2 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_2 AS date) - 45) AND nth > 1 THEN customers END), 0) AS bigint) AS regulars_2,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_2 AS date) - 90 AND local_day <= CAST(@to_2 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_2 AS date) - 45) AND next_day <= CAST(@to_2 AS date) THEN customers END), 0) AS bigint) AS stayed_2,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_2 AS date) - 90 AND local_day <= CAST(@to_2 AS date) - 45 AND (next_day IS NULL OR next_day > CAST(@to_2 AS date) - 45) THEN customers END), 0) AS bigint) AS earlier_2,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_2 AS date) - 365 AND local_day <= CAST(@to_2 AS date) AND (next_day IS NULL OR next_day > CAST(@to_2 AS date)) AND before_day > CAST(@to_2 AS date) - 365 THEN customers END), 0) AS bigint) AS loyal_2,
       CAST(coalesce(sum(CASE WHEN local_day > CAST(@to_2 AS date) - 365 AND local_day <= CAST(@to_2 AS date) AND (next_day IS NULL OR next_day > CAST(@to_2 AS date)) THEN customers END), 0) AS bigint) AS yearly_2
FROM counted
