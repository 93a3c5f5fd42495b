-- How many days after so many pieces of a group customers bought it again, and for how many days who did not has been watched.
SELECT group_no, quantity, days, count(next_day) AS events, count(*) - count(next_day) AS censored, count(*) - count(former_day) AS customers
FROM (SELECT group_no, quantity, next_day, former_day, CAST(coalesce(next_day, CAST(@as_of AS date)) - local_day AS integer) AS days
      FROM (SELECT group_no, quantity, local_day,
                   lead(local_day) OVER (PARTITION BY customer_id, group_no ORDER BY local_day ASC NULLS LAST) AS next_day,
                   lag(local_day) OVER (PARTITION BY customer_id, group_no ORDER BY local_day ASC NULLS LAST) AS former_day
            FROM {{bought: customer_id bigint, group_no integer, local_day date, quantity bigint}} AS b) AS spaced) AS waited
GROUP BY group_no, quantity, days
ORDER BY group_no ASC NULLS LAST, quantity ASC NULLS LAST, days ASC NULLS LAST
