-- On which day after the start the customers of each arm first bought.
SELECT f.arm_no, f.day, count(*) AS customers
FROM (SELECT a.customer_id, a.arm_no, CAST(min(p.local_day - CAST(@start AS date)) AS integer) AS day
      FROM assignment AS a
      JOIN purchase AS p ON p.customer_id = a.customer_id AND p.paid_at >= a.planned_at
      WHERE a.experiment_id = @experiment
        AND p.local_day >= CAST(@start AS date)
        AND p.local_day <= CAST(@as_of AS date)
        AND p.local_day - CAST(@start AS date) <= @days
        AND (p.void_day IS NULL OR p.void_day > CAST(@as_of AS date))
        AND (@shop = 0 OR p.shop_id = @shop)
      GROUP BY a.customer_id, a.arm_no) AS f
GROUP BY f.arm_no, f.day
ORDER BY f.arm_no ASC NULLS LAST, f.day ASC NULLS LAST
