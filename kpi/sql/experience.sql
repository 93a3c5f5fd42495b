-- New customers by what happened around their first order, and who of them bought again within the days.
WITH opening AS (
  SELECT customer_id, first_day, second_day, CASE WHEN second_day <= first_day + CAST(@days AS integer) THEN 1 END AS came_back
  FROM customer_feature
  WHERE snapshot_id = CAST(@snapshot AS bigint) AND first_day <= CAST(@as_of AS date) - CAST(@days AS integer)
), bought AS (
  SELECT opening.customer_id, purchase.order_id, opening.first_day, purchase.discount_minor
  FROM opening
  JOIN purchase ON purchase.customer_id = opening.customer_id AND purchase.local_day = opening.first_day
  WHERE (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), parcel AS (
  SELECT bought.customer_id, max(CAST(delivered_day - first_day AS integer)) AS days, max(source_group) AS source_group
  FROM bought
  JOIN fulfilment ON fulfilment.customer_id = bought.customer_id AND fulfilment.order_id = bought.order_id
  WHERE delivered_day IS NULL OR delivered_day <= CAST(@as_of AS date)
  GROUP BY bought.customer_id
), reviewed AS (
  SELECT bought.customer_id, min(score) AS score, min(service_score) AS service_score
  FROM bought
  JOIN opinion ON opinion.customer_id = bought.customer_id AND opinion.order_id = bought.order_id
  WHERE opinion.local_day <= CAST(@as_of AS date)
  GROUP BY bought.customer_id
), given_back AS (
  SELECT bought.customer_id, count(*) AS refunds
  FROM bought
  JOIN money_back ON money_back.customer_id = bought.customer_id AND money_back.order_id = bought.order_id
  WHERE money_back.local_day <= CAST(@as_of AS date)
  GROUP BY bought.customer_id
), asked AS (
  SELECT opening.customer_id, max(first_reply_seconds) AS reply_seconds
  FROM opening
  JOIN talk ON talk.customer_id = opening.customer_id AND talk.local_day >= first_day - 7 AND talk.local_day <= first_day + 14
    AND (second_day IS NULL OR talk.local_day < second_day) AND talk.local_day <= CAST(@as_of AS date)
  GROUP BY opening.customer_id
), paid AS (
  SELECT customer_id, max(CASE WHEN discount_minor > 0 THEN 1 ELSE 0 END) AS discounted FROM bought GROUP BY customer_id
), told AS (
  SELECT opening.customer_id, came_back,
         CASE WHEN parcel.days IS NULL THEN 'unknown' WHEN parcel.days <= 2 THEN 'to_2' WHEN parcel.days <= 4 THEN 'to_4'
              WHEN parcel.days <= 7 THEN 'to_7' ELSE 'over_7' END AS delivery,
         CASE WHEN reviewed.score IS NULL THEN 'none' WHEN reviewed.score <= 2 THEN 'bad' WHEN reviewed.score = 3 THEN 'middling' ELSE 'good' END AS review,
         CASE WHEN reviewed.service_score IS NULL THEN 'none' WHEN reviewed.service_score <= 2 THEN 'bad' WHEN reviewed.service_score = 3 THEN 'middling' ELSE 'good' END AS service,
         CASE WHEN given_back.refunds IS NULL THEN 'no' ELSE 'yes' END AS refund,
         CASE WHEN asked.customer_id IS NULL THEN 'no' WHEN reply_seconds > 300 THEN 'slow' ELSE 'quick' END AS chat,
         CASE WHEN paid.discounted = 1 THEN 'yes' ELSE 'no' END AS discount
  FROM opening
  LEFT JOIN parcel ON parcel.customer_id = opening.customer_id
  LEFT JOIN reviewed ON reviewed.customer_id = opening.customer_id
  LEFT JOIN given_back ON given_back.customer_id = opening.customer_id
  LEFT JOIN asked ON asked.customer_id = opening.customer_id
  LEFT JOIN paid ON paid.customer_id = opening.customer_id
), small AS MATERIALIZED (
  SELECT delivery, review, service, refund, chat, discount, count(*) AS customers, count(came_back) AS came_back
  FROM told
  GROUP BY delivery, review, service, refund, chat, discount
)
SELECT aspect, answer, CAST(sum(customers) AS bigint) AS customers, CAST(sum(came_back) AS bigint) AS came_back
FROM (SELECT 'delivery' AS aspect, delivery AS answer, customers, came_back FROM small
      UNION ALL SELECT 'review' AS aspect, review AS answer, customers, came_back FROM small
      UNION ALL SELECT 'service' AS aspect, service AS answer, customers, came_back FROM small
      UNION ALL SELECT 'refund' AS aspect, refund AS answer, customers, came_back FROM small
      UNION ALL SELECT 'chat' AS aspect, chat AS answer, customers, came_back FROM small
      UNION ALL SELECT 'discount' AS aspect, discount AS answer, customers, came_back FROM small) AS aspects
GROUP BY aspect, answer
ORDER BY aspect ASC NULLS LAST, answer ASC NULLS LAST
