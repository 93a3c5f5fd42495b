-- New customers by source and month of the first purchase: number, worth of the first order, what became of them.
WITH opening AS (
  SELECT customer_id, first_day, second_day
  FROM customer_feature
  WHERE snapshot_id = CAST(@snapshot AS bigint)
), bought AS (
  SELECT opening.customer_id, purchase.order_id, purchase.local_day, purchase.gross_minor, purchase.discount_minor, first_day
  FROM opening
  JOIN purchase ON purchase.customer_id = opening.customer_id AND purchase.local_day <= opening.first_day + 90
  WHERE purchase.local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), named AS (
  SELECT bought.customer_id, min(source) AS source, min(source_group) AS source_group
  FROM bought
  JOIN fulfilment ON fulfilment.customer_id = bought.customer_id AND fulfilment.order_id = bought.order_id
  WHERE bought.local_day = bought.first_day AND source IS NOT NULL
  GROUP BY bought.customer_id
), walked AS (
  -- Without a source on the order: the last visit with one, within a week before it.
  SELECT customer_id, source
  FROM (SELECT opening.customer_id, behaviour.source,
               row_number() OVER (PARTITION BY opening.customer_id ORDER BY behaviour.occurred_at DESC NULLS LAST, behaviour.event_id DESC NULLS LAST) AS nth
        FROM opening
        JOIN behaviour ON behaviour.customer_id = opening.customer_id AND behaviour.local_day <= opening.first_day
          AND behaviour.local_day >= opening.first_day - 7 AND behaviour.source IS NOT NULL
        WHERE (CAST(@shop AS bigint) = 0 OR behaviour.shop_id = CAST(@shop AS bigint))) AS visit
  WHERE nth = 1
), given_back AS (
  SELECT bought.customer_id, CAST(sum(amount_minor) AS bigint) AS refund_minor,
         count(CASE WHEN bought.local_day = bought.first_day THEN 1 END) AS first_refunds
  FROM bought
  JOIN money_back ON money_back.customer_id = bought.customer_id AND money_back.order_id = bought.order_id
    AND money_back.local_day <= CAST(@as_of AS date) AND money_back.local_day <= bought.first_day + 90
  GROUP BY bought.customer_id
), worth AS (
  SELECT customer_id, first_day, sum(gross_minor) AS gross_90,
         sum(CASE WHEN local_day = first_day THEN gross_minor END) AS first_minor,
         max(CASE WHEN local_day = first_day AND discount_minor > 0 THEN 1 ELSE 0 END) AS discounted
  FROM bought
  GROUP BY customer_id, first_day
)
SELECT coalesce(named.source, walked.source, '') AS origin, coalesce(named.source_group, '') AS origin_group,
       CAST(extract(year FROM worth.first_day) * 12 + extract(month FROM worth.first_day) - 1 AS integer) AS started,
       count(*) AS customers, CAST(sum(first_minor) AS bigint) AS first_minor, CAST(sum(discounted) AS bigint) AS discounted,
       count(CASE WHEN first_refunds > 0 THEN 1 END) AS refunded,
       count(CASE WHEN worth.first_day <= CAST(@as_of AS date) - CAST(@days AS integer) THEN 1 END) AS matured,
       count(CASE WHEN worth.first_day <= CAST(@as_of AS date) - CAST(@days AS integer) AND second_day <= worth.first_day + CAST(@days AS integer) THEN 1 END) AS came_back,
       count(CASE WHEN worth.first_day <= CAST(@as_of AS date) - 90 THEN 1 END) AS matured_90,
       CAST(coalesce(sum(CASE WHEN worth.first_day <= CAST(@as_of AS date) - 90 THEN gross_90 - coalesce(refund_minor, 0) END), 0) AS bigint) AS net_90
FROM worth
JOIN opening ON opening.customer_id = worth.customer_id
LEFT JOIN named ON named.customer_id = worth.customer_id
LEFT JOIN walked ON walked.customer_id = worth.customer_id
LEFT JOIN given_back ON given_back.customer_id = worth.customer_id
GROUP BY origin, origin_group, started
ORDER BY origin ASC NULLS LAST, origin_group ASC NULLS LAST, started ASC NULLS LAST
