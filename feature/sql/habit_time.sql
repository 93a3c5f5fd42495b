-- When each customer buys (1 hour, 2 week-day, 3 part of the month): her days drawn to the shop's, (n + 10 pi) / (N + 10), the best of three hours round the clock.
INSERT INTO stage_habit_time (customer_id, kind, slot, days, share)
WITH occasion AS (
  SELECT customer_id, local_day, min(local_hour) AS hour_no, CAST(EXTRACT(isodow FROM local_day) AS integer) AS weekday,
         CASE WHEN EXTRACT(day FROM local_day) <= 10 THEN 1 WHEN EXTRACT(day FROM local_day) <= 20 THEN 2 ELSE 3 END AS month_part
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), own AS MATERIALIZED (
  SELECT customer_id, count(*) AS days,
         count(CASE WHEN hour_no = 0 THEN 1 END) AS h0, count(CASE WHEN hour_no = 1 THEN 1 END) AS h1, count(CASE WHEN hour_no = 2 THEN 1 END) AS h2, count(CASE WHEN hour_no = 3 THEN 1 END) AS h3,
         count(CASE WHEN hour_no = 4 THEN 1 END) AS h4, count(CASE WHEN hour_no = 5 THEN 1 END) AS h5, count(CASE WHEN hour_no = 6 THEN 1 END) AS h6, count(CASE WHEN hour_no = 7 THEN 1 END) AS h7,
         count(CASE WHEN hour_no = 8 THEN 1 END) AS h8, count(CASE WHEN hour_no = 9 THEN 1 END) AS h9, count(CASE WHEN hour_no = 10 THEN 1 END) AS h10, count(CASE WHEN hour_no = 11 THEN 1 END) AS h11,
         count(CASE WHEN hour_no = 12 THEN 1 END) AS h12, count(CASE WHEN hour_no = 13 THEN 1 END) AS h13, count(CASE WHEN hour_no = 14 THEN 1 END) AS h14, count(CASE WHEN hour_no = 15 THEN 1 END) AS h15,
         count(CASE WHEN hour_no = 16 THEN 1 END) AS h16, count(CASE WHEN hour_no = 17 THEN 1 END) AS h17, count(CASE WHEN hour_no = 18 THEN 1 END) AS h18, count(CASE WHEN hour_no = 19 THEN 1 END) AS h19,
         count(CASE WHEN hour_no = 20 THEN 1 END) AS h20, count(CASE WHEN hour_no = 21 THEN 1 END) AS h21, count(CASE WHEN hour_no = 22 THEN 1 END) AS h22, count(CASE WHEN hour_no = 23 THEN 1 END) AS h23,
         count(CASE WHEN weekday = 1 THEN 1 END) AS w1, count(CASE WHEN weekday = 2 THEN 1 END) AS w2, count(CASE WHEN weekday = 3 THEN 1 END) AS w3, count(CASE WHEN weekday = 4 THEN 1 END) AS w4,
         count(CASE WHEN weekday = 5 THEN 1 END) AS w5, count(CASE WHEN weekday = 6 THEN 1 END) AS w6, count(CASE WHEN weekday = 7 THEN 1 END) AS w7, count(CASE WHEN month_part = 1 THEN 1 END) AS m1,
         count(CASE WHEN month_part = 2 THEN 1 END) AS m2, count(CASE WHEN month_part = 3 THEN 1 END) AS m3
  FROM occasion
  GROUP BY customer_id
), shop_own AS MATERIALIZED (
  SELECT CAST(nullif(sum(days), 0) AS bigint) AS days,
         CAST(sum(h0) AS bigint) AS h0, CAST(sum(h1) AS bigint) AS h1, CAST(sum(h2) AS bigint) AS h2, CAST(sum(h3) AS bigint) AS h3, CAST(sum(h4) AS bigint) AS h4,
         CAST(sum(h5) AS bigint) AS h5, CAST(sum(h6) AS bigint) AS h6, CAST(sum(h7) AS bigint) AS h7, CAST(sum(h8) AS bigint) AS h8, CAST(sum(h9) AS bigint) AS h9,
         CAST(sum(h10) AS bigint) AS h10, CAST(sum(h11) AS bigint) AS h11, CAST(sum(h12) AS bigint) AS h12, CAST(sum(h13) AS bigint) AS h13, CAST(sum(h14) AS bigint) AS h14,
         CAST(sum(h15) AS bigint) AS h15, CAST(sum(h16) AS bigint) AS h16, CAST(sum(h17) AS bigint) AS h17, CAST(sum(h18) AS bigint) AS h18, CAST(sum(h19) AS bigint) AS h19,
         CAST(sum(h20) AS bigint) AS h20, CAST(sum(h21) AS bigint) AS h21, CAST(sum(h22) AS bigint) AS h22, CAST(sum(h23) AS bigint) AS h23, CAST(sum(w1) AS bigint) AS w1,
         CAST(sum(w2) AS bigint) AS w2, CAST(sum(w3) AS bigint) AS w3, CAST(sum(w4) AS bigint) AS w4, CAST(sum(w5) AS bigint) AS w5, CAST(sum(w6) AS bigint) AS w6,
         CAST(sum(w7) AS bigint) AS w7, CAST(sum(m1) AS bigint) AS m1, CAST(sum(m2) AS bigint) AS m2, CAST(sum(m3) AS bigint) AS m3
  FROM own
), pull AS MATERIALIZED (
  -- The shop's pull of ten days, in thousand-millionths of a day, so that whole numbers decide.
  SELECT CAST((h23 + h0 + h1) * 10000000000 / days AS bigint) AS p_h0, CAST((h0 + h1 + h2) * 10000000000 / days AS bigint) AS p_h1, CAST((h1 + h2 + h3) * 10000000000 / days AS bigint) AS p_h2,
         CAST((h2 + h3 + h4) * 10000000000 / days AS bigint) AS p_h3, CAST((h3 + h4 + h5) * 10000000000 / days AS bigint) AS p_h4, CAST((h4 + h5 + h6) * 10000000000 / days AS bigint) AS p_h5,
         CAST((h5 + h6 + h7) * 10000000000 / days AS bigint) AS p_h6, CAST((h6 + h7 + h8) * 10000000000 / days AS bigint) AS p_h7, CAST((h7 + h8 + h9) * 10000000000 / days AS bigint) AS p_h8,
         CAST((h8 + h9 + h10) * 10000000000 / days AS bigint) AS p_h9, CAST((h9 + h10 + h11) * 10000000000 / days AS bigint) AS p_h10, CAST((h10 + h11 + h12) * 10000000000 / days AS bigint) AS p_h11,
         CAST((h11 + h12 + h13) * 10000000000 / days AS bigint) AS p_h12, CAST((h12 + h13 + h14) * 10000000000 / days AS bigint) AS p_h13, CAST((h13 + h14 + h15) * 10000000000 / days AS bigint) AS p_h14,
         CAST((h14 + h15 + h16) * 10000000000 / days AS bigint) AS p_h15, CAST((h15 + h16 + h17) * 10000000000 / days AS bigint) AS p_h16, CAST((h16 + h17 + h18) * 10000000000 / days AS bigint) AS p_h17,
         CAST((h17 + h18 + h19) * 10000000000 / days AS bigint) AS p_h18, CAST((h18 + h19 + h20) * 10000000000 / days AS bigint) AS p_h19, CAST((h19 + h20 + h21) * 10000000000 / days AS bigint) AS p_h20,
         CAST((h20 + h21 + h22) * 10000000000 / days AS bigint) AS p_h21, CAST((h21 + h22 + h23) * 10000000000 / days AS bigint) AS p_h22, CAST((h22 + h23 + h0) * 10000000000 / days AS bigint) AS p_h23,
         CAST(w1 * 10000000000 / days AS bigint) AS p_w1, CAST(w2 * 10000000000 / days AS bigint) AS p_w2, CAST(w3 * 10000000000 / days AS bigint) AS p_w3,
         CAST(w4 * 10000000000 / days AS bigint) AS p_w4, CAST(w5 * 10000000000 / days AS bigint) AS p_w5, CAST(w6 * 10000000000 / days AS bigint) AS p_w6,
         CAST(w7 * 10000000000 / days AS bigint) AS p_w7, CAST(m1 * 10000000000 / days AS bigint) AS p_m1, CAST(m2 * 10000000000 / days AS bigint) AS p_m2,
         CAST(m3 * 10000000000 / days AS bigint) AS p_m3, CASE WHEN h0 > 0 THEN 1 ELSE 0 END + CASE WHEN h1 > 0 THEN 1 ELSE 0 END + CASE WHEN h2 > 0 THEN 1 ELSE 0 END + CASE WHEN h3 > 0 THEN 1 ELSE 0 END + CASE WHEN h4 > 0 THEN 1 ELSE 0 END + CASE WHEN h5 > 0 THEN 1 ELSE 0 END + CASE WHEN h6 > 0 THEN 1 ELSE 0 END + CASE WHEN h7 > 0 THEN 1 ELSE 0 END + CASE WHEN h8 > 0 THEN 1 ELSE 0 END + CASE WHEN h9 > 0 THEN 1 ELSE 0 END + CASE WHEN h10 > 0 THEN 1 ELSE 0 END + CASE WHEN h11 > 0 THEN 1 ELSE 0 END
           + CASE WHEN h12 > 0 THEN 1 ELSE 0 END + CASE WHEN h13 > 0 THEN 1 ELSE 0 END + CASE WHEN h14 > 0 THEN 1 ELSE 0 END + CASE WHEN h15 > 0 THEN 1 ELSE 0 END + CASE WHEN h16 > 0 THEN 1 ELSE 0 END + CASE WHEN h17 > 0 THEN 1 ELSE 0 END + CASE WHEN h18 > 0 THEN 1 ELSE 0 END + CASE WHEN h19 > 0 THEN 1 ELSE 0 END + CASE WHEN h20 > 0 THEN 1 ELSE 0 END + CASE WHEN h21 > 0 THEN 1 ELSE 0 END + CASE WHEN h22 > 0 THEN 1 ELSE 0 END + CASE WHEN h23 > 0 THEN 1 ELSE 0 END AS p_h
  FROM shop_own
), best AS (
  -- The largest sum, and among equals the earliest, in one number. A source that tells no hours puts every purchase on the same one.
  SELECT 1 AS kind, customer_id, days,
         CASE WHEN p_h >= 2 THEN greatest(((h23 + h0 + h1) * 1000000000 + p_h0) * 32 + 31, ((h0 + h1 + h2) * 1000000000 + p_h1) * 32 + 30, ((h1 + h2 + h3) * 1000000000 + p_h2) * 32 + 29,
           ((h2 + h3 + h4) * 1000000000 + p_h3) * 32 + 28, ((h3 + h4 + h5) * 1000000000 + p_h4) * 32 + 27, ((h4 + h5 + h6) * 1000000000 + p_h5) * 32 + 26,
           ((h5 + h6 + h7) * 1000000000 + p_h6) * 32 + 25, ((h6 + h7 + h8) * 1000000000 + p_h7) * 32 + 24, ((h7 + h8 + h9) * 1000000000 + p_h8) * 32 + 23,
           ((h8 + h9 + h10) * 1000000000 + p_h9) * 32 + 22, ((h9 + h10 + h11) * 1000000000 + p_h10) * 32 + 21, ((h10 + h11 + h12) * 1000000000 + p_h11) * 32 + 20,
           ((h11 + h12 + h13) * 1000000000 + p_h12) * 32 + 19, ((h12 + h13 + h14) * 1000000000 + p_h13) * 32 + 18, ((h13 + h14 + h15) * 1000000000 + p_h14) * 32 + 17,
           ((h14 + h15 + h16) * 1000000000 + p_h15) * 32 + 16, ((h15 + h16 + h17) * 1000000000 + p_h16) * 32 + 15, ((h16 + h17 + h18) * 1000000000 + p_h17) * 32 + 14,
           ((h17 + h18 + h19) * 1000000000 + p_h18) * 32 + 13, ((h18 + h19 + h20) * 1000000000 + p_h19) * 32 + 12, ((h19 + h20 + h21) * 1000000000 + p_h20) * 32 + 11,
           ((h20 + h21 + h22) * 1000000000 + p_h21) * 32 + 10, ((h21 + h22 + h23) * 1000000000 + p_h22) * 32 + 9, ((h22 + h23 + h0) * 1000000000 + p_h23) * 32 + 8) END AS best
  FROM own CROSS JOIN pull
  UNION ALL
  SELECT 2 AS kind, customer_id, days,
         greatest((w1 * 1000000000 + p_w1) * 32 + 30, (w2 * 1000000000 + p_w2) * 32 + 29, (w3 * 1000000000 + p_w3) * 32 + 28,
         (w4 * 1000000000 + p_w4) * 32 + 27, (w5 * 1000000000 + p_w5) * 32 + 26, (w6 * 1000000000 + p_w6) * 32 + 25,
         (w7 * 1000000000 + p_w7) * 32 + 24) AS best
  FROM own CROSS JOIN pull
  UNION ALL
  SELECT 3 AS kind, customer_id, days, greatest((m1 * 1000000000 + p_m1) * 32 + 30, (m2 * 1000000000 + p_m2) * 32 + 29, (m3 * 1000000000 + p_m3) * 32 + 28) AS best
  FROM own CROSS JOIN pull
), slot_pull AS (
  SELECT 1 AS kind, 0 AS slot, p_h0 AS pull FROM pull UNION ALL SELECT 1 AS kind, 1 AS slot, p_h1 AS pull FROM pull UNION ALL SELECT 1 AS kind, 2 AS slot, p_h2 AS pull FROM pull
  UNION ALL SELECT 1 AS kind, 3 AS slot, p_h3 AS pull FROM pull UNION ALL SELECT 1 AS kind, 4 AS slot, p_h4 AS pull FROM pull UNION ALL SELECT 1 AS kind, 5 AS slot, p_h5 AS pull FROM pull
  UNION ALL SELECT 1 AS kind, 6 AS slot, p_h6 AS pull FROM pull UNION ALL SELECT 1 AS kind, 7 AS slot, p_h7 AS pull FROM pull UNION ALL SELECT 1 AS kind, 8 AS slot, p_h8 AS pull FROM pull
  UNION ALL SELECT 1 AS kind, 9 AS slot, p_h9 AS pull FROM pull UNION ALL SELECT 1 AS kind, 10 AS slot, p_h10 AS pull FROM pull UNION ALL SELECT 1 AS kind, 11 AS slot, p_h11 AS pull FROM pull
  UNION ALL SELECT 1 AS kind, 12 AS slot, p_h12 AS pull FROM pull UNION ALL SELECT 1 AS kind, 13 AS slot, p_h13 AS pull FROM pull UNION ALL SELECT 1 AS kind, 14 AS slot, p_h14 AS pull FROM pull
  UNION ALL SELECT 1 AS kind, 15 AS slot, p_h15 AS pull FROM pull UNION ALL SELECT 1 AS kind, 16 AS slot, p_h16 AS pull FROM pull UNION ALL SELECT 1 AS kind, 17 AS slot, p_h17 AS pull FROM pull
  UNION ALL SELECT 1 AS kind, 18 AS slot, p_h18 AS pull FROM pull UNION ALL SELECT 1 AS kind, 19 AS slot, p_h19 AS pull FROM pull UNION ALL SELECT 1 AS kind, 20 AS slot, p_h20 AS pull FROM pull
  UNION ALL SELECT 1 AS kind, 21 AS slot, p_h21 AS pull FROM pull UNION ALL SELECT 1 AS kind, 22 AS slot, p_h22 AS pull FROM pull UNION ALL SELECT 1 AS kind, 23 AS slot, p_h23 AS pull FROM pull
  UNION ALL SELECT 2 AS kind, 1 AS slot, p_w1 AS pull FROM pull UNION ALL SELECT 2 AS kind, 2 AS slot, p_w2 AS pull FROM pull UNION ALL SELECT 2 AS kind, 3 AS slot, p_w3 AS pull FROM pull
  UNION ALL SELECT 2 AS kind, 4 AS slot, p_w4 AS pull FROM pull UNION ALL SELECT 2 AS kind, 5 AS slot, p_w5 AS pull FROM pull UNION ALL SELECT 2 AS kind, 6 AS slot, p_w6 AS pull FROM pull
  UNION ALL SELECT 2 AS kind, 7 AS slot, p_w7 AS pull FROM pull UNION ALL SELECT 3 AS kind, 1 AS slot, p_m1 AS pull FROM pull UNION ALL SELECT 3 AS kind, 2 AS slot, p_m2 AS pull FROM pull
  UNION ALL SELECT 3 AS kind, 3 AS slot, p_m3 AS pull FROM pull
)
SELECT best.customer_id, CAST(best.kind AS smallint), CAST(31 - best % 32 AS smallint), CAST((best / 32 - pull) / 1000000000 AS integer),
  CAST(best / 32 AS double precision) / 1000000000 / nullif(days + 10, 0)
FROM best
JOIN slot_pull ON slot_pull.kind = best.kind AND slot_pull.slot = 31 - best.best % 32
