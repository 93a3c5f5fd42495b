-- Buyers, orders and money of each stretch of days by source, for new and kept customers and for orders without identity.
WITH picked AS (
  SELECT customer_id, order_id, gross_minor,
         CAST(CAST(@to_day AS date) - local_day AS integer) / CAST(@days AS integer) AS stretch
  FROM purchase
  WHERE local_day <= CAST(@to_day AS date)
    AND local_day > CAST(@to_day AS date) - CAST(@history_days AS integer)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), buyer AS (
  SELECT customer_id, stretch, min(order_id) AS order_id, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM picked
  GROUP BY customer_id, stretch
), opening AS (
  SELECT customer_id, first_day
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
  WHERE ordinal = 1
), seen AS (
  SELECT buyer.customer_id, buyer.stretch, buyer.orders, buyer.gross_minor,
         coalesce(fulfilment.source, '') AS source, coalesce(fulfilment.source_group, '') AS source_group,
         CASE WHEN buyer.customer_id < 0 THEN 'keyless'
              WHEN opening.first_day > CAST(@to_day AS date) - CAST(@days AS integer) * (buyer.stretch + 1) THEN 'new'
              ELSE 'kept' END AS kind
  FROM buyer
  LEFT JOIN opening ON opening.customer_id = buyer.customer_id
  LEFT JOIN fulfilment ON fulfilment.customer_id = buyer.customer_id AND fulfilment.order_id = buyer.order_id
)
SELECT stretch, source, source_group, kind, count(*) AS buyers, CAST(sum(orders) AS bigint) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
FROM seen
GROUP BY stretch, source, source_group, kind
ORDER BY stretch ASC NULLS LAST, source ASC NULLS LAST, source_group ASC NULLS LAST, kind ASC NULLS LAST
