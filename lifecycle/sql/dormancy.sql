-- One row per customer: the state is that of the goods with the smallest rho, the due day that of what runs out next.
INSERT INTO dormancy (customer_id, snapshot_id, state, group_no, last_day, times, pieces, pace, lasts_days, rho, due_day, due_group_no)
SELECT customer_id, CAST(@snapshot AS bigint),
       CASE age WHEN 0 THEN 'in_use' WHEN 1 THEN 'due' WHEN 2 THEN 'pre_dormant' WHEN 3 THEN 'dormant_1' WHEN 4 THEN 'dormant_2' ELSE 'unknown' END,
       group_no, last_day, times, pieces, pace, lasts_days, rho,
       CASE WHEN coming IS NOT NULL THEN CAST(@as_of AS date) + CAST(coming / 16777216 AS integer)
            WHEN past IS NOT NULL THEN CAST(@as_of AS date) - CAST(past / 16777216 AS integer) END,
       CAST(coalesce(coming, past) % 16777216 AS integer)
FROM (SELECT customer_id, age, group_no, last_day, times, pieces, pace, lasts_days, rho,
             row_number() OVER (PARTITION BY customer_id ORDER BY age ASC NULLS LAST, rho ASC NULLS LAST, group_no ASC NULLS LAST) AS nth,
             -- A day and a group in one number: the days in front, the group in the last 24 bits.
             min(CASE WHEN due_day >= CAST(@as_of AS date) THEN CAST(due_day - CAST(@as_of AS date) AS bigint) * 16777216 + group_no END)
               OVER (PARTITION BY customer_id) AS coming,
             min(CASE WHEN due_day < CAST(@as_of AS date) THEN CAST(CAST(@as_of AS date) - due_day AS bigint) * 16777216 + group_no END)
               OVER (PARTITION BY customer_id) AS past
      FROM {{judged: customer_id bigint, group_no integer, last_day date, times integer, pieces double precision, pace double precision, lasts_days double precision, days integer, due_day date, rho double precision, age integer}} AS j) AS ranked
WHERE nth = 1
