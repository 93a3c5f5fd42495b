-- When each customer buys (1 hour, 2 week-day, 3 part of the month): her days drawn to the shop's, (n + 10 pi) / (N + 10), the best of three hours round the clock.
INSERT INTO stage_habit_time (customer_id, kind, slot, days, share)
WITH occasion AS MATERIALIZED (
  SELECT customer_id, local_day, min(local_hour) AS first_hour
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), moment AS (
  SELECT 1 AS kind, customer_id, CAST(first_hour AS integer) AS slot, count(*) AS days FROM occasion GROUP BY customer_id, first_hour
  UNION ALL
  SELECT 2 AS kind, customer_id, CAST(EXTRACT(isodow FROM local_day) AS integer) AS slot, count(*) AS days FROM occasion GROUP BY customer_id, EXTRACT(isodow FROM local_day)
  UNION ALL
  SELECT 3 AS kind, customer_id, CASE WHEN EXTRACT(day FROM local_day) <= 10 THEN 1 WHEN EXTRACT(day FROM local_day) <= 20 THEN 2 ELSE 3 END AS slot, count(*) AS days
  FROM occasion
  GROUP BY customer_id, CASE WHEN EXTRACT(day FROM local_day) <= 10 THEN 1 WHEN EXTRACT(day FROM local_day) <= 20 THEN 2 ELSE 3 END
), own AS MATERIALIZED (
  SELECT kind, customer_id, slot, days FROM moment
), near AS MATERIALIZED (
  SELECT 1 AS kind, CAST(slots.slot AS integer) AS slot, CAST((slots.slot + steps.step + 24) % 24 AS integer) AS centre
  FROM generate_series(0, 23) AS slots(slot) CROSS JOIN generate_series(-1, 1) AS steps(step)
  UNION ALL
  SELECT 2 AS kind, CAST(slots.slot AS integer) AS slot, CAST(slots.slot AS integer) AS centre FROM generate_series(1, 7) AS slots(slot)
  UNION ALL
  SELECT 3 AS kind, CAST(slots.slot AS integer) AS slot, CAST(slots.slot AS integer) AS centre FROM generate_series(1, 3) AS slots(slot)
), shop_slot AS (
  SELECT kind, slot, sum(days) AS days FROM own GROUP BY kind, slot
), everyday AS (
  SELECT CAST(count(*) AS bigint) AS days FROM occasion
), shop_window AS MATERIALIZED (
  -- The shop's pull of ten days, in thousand-millionths of a day, so that whole numbers decide.
  SELECT near.kind, near.centre, CAST(coalesce(sum(shop_slot.days), 0) AS bigint) * 10000000000 / nullif(max(everyday.days), 0) AS pull
  FROM near
  CROSS JOIN everyday
  LEFT JOIN shop_slot ON shop_slot.kind = near.kind AND shop_slot.slot = near.slot
  GROUP BY near.kind, near.centre
), own_window AS (
  SELECT own.kind, own.customer_id, near.centre, CAST(sum(own.days) AS bigint) AS days
  FROM own
  JOIN near ON near.kind = own.kind AND near.slot = own.slot
  GROUP BY own.kind, own.customer_id, near.centre
), own_best AS (
  -- The largest sum, and among equals the earliest, in one number.
  SELECT own_window.kind, customer_id, max((days * 1000000000 + pull) * 32 + (31 - own_window.centre)) AS best
  FROM own_window
  JOIN shop_window ON shop_window.kind = own_window.kind AND shop_window.centre = own_window.centre
  GROUP BY own_window.kind, customer_id
), shop_best AS (
  SELECT kind, max(pull * 32 + (31 - centre)) AS best FROM shop_window GROUP BY kind
), best AS (
  SELECT own_best.kind, customer_id, CAST(greatest(own_best.best, shop_best.best) AS bigint) AS best
  FROM own_best
  JOIN shop_best ON shop_best.kind = own_best.kind
), decoded AS (
  SELECT kind, customer_id, CAST(31 - best % 32 AS integer) AS slot, best / 32 AS weight FROM best
), spread AS (
  -- A source that tells no hours puts every purchase on the same one.
  SELECT kind, count(*) AS slots FROM shop_slot GROUP BY kind
)
SELECT decoded.customer_id, CAST(decoded.kind AS smallint), CAST(decoded.slot AS smallint), CAST((weight - pull) / 1000000000 AS integer),
  CAST(weight AS double precision) / 1000000000 / nullif(occasions + 10, 0)
FROM decoded
JOIN shop_window ON shop_window.kind = decoded.kind AND shop_window.centre = decoded.slot
JOIN spread ON spread.kind = decoded.kind
JOIN stage_habit_goods ON stage_habit_goods.customer_id = decoded.customer_id
WHERE decoded.kind <> 1 OR slots > 1
