-- Sufficient statistics of every arm and window: what the assigned customers
-- bought within so many days of the start, net of money given back, customers
-- without a purchase left out (their zeros are in the arms' sizes). Variances are
-- the engine's own: a sum of squares less a square of the sum loses those of
-- amounts that vary little. They are over minor units, whose sums are exact.
SELECT c.arm_no, c.days, count(*) AS buyers,
       CAST(sum(c.orders) AS bigint) AS orders,
       var_pop(CAST(c.orders AS double precision)) AS orders_variance,
       CAST(sum(c.net_minor) AS bigint) AS net_minor,
       var_pop(CAST(c.net_minor AS double precision)) AS net_variance
FROM (SELECT a.customer_id, a.arm_no, w.days, count(*) AS orders,
             CAST(sum(p.gross_minor - coalesce(r.back_minor, 0)) AS bigint) AS net_minor
      FROM assignment AS a
      JOIN purchase AS p ON p.customer_id = a.customer_id AND p.paid_at >= a.planned_at
      JOIN (SELECT unnest(CAST(@windows AS bigint[])) AS days) AS w
        ON p.local_day - CAST(@start AS date) <= w.days
      LEFT JOIN (SELECT customer_id, order_id, CAST(sum(amount_minor) AS bigint) AS back_minor
                 FROM money_back WHERE order_id IS NOT NULL AND local_day <= CAST(@as_of AS date)
                 GROUP BY customer_id, order_id) AS r
        ON r.customer_id = p.customer_id AND r.order_id = p.order_id
      WHERE a.experiment_id = @experiment
        AND p.local_day >= CAST(@start AS date)
        AND p.local_day <= CAST(@as_of AS date)
        AND (p.void_day IS NULL OR p.void_day > CAST(@as_of AS date))
        AND (@shop = 0 OR p.shop_id = @shop)
      GROUP BY a.customer_id, a.arm_no, w.days) AS c
GROUP BY c.arm_no, c.days
ORDER BY c.days ASC NULLS LAST, c.arm_no ASC NULLS LAST
