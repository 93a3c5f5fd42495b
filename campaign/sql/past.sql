-- Past campaigns as of a day: whom they reached, who redeemed, and what those bought between first and last day whom they reached, or who were held back.
WITH listed AS (
  SELECT shop_id, campaign_no, name, kind, start_day, end_day
  FROM campaign_before
  WHERE start_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), met AS (
  SELECT customer_id, shop_id, campaign_no, max(CASE WHEN is_control THEN 0 ELSE 1 END) AS reached,
         sum(CASE WHEN is_control THEN 0 ELSE 1 END) AS contacts, sum(CASE WHEN is_control THEN 0 ELSE coalesce(cost_minor, 0) END) AS cost_minor
  FROM contacted_before
  WHERE local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, shop_id, campaign_no
), used AS (
  SELECT customer_id, shop_id, campaign_no, count(*) AS redemptions, sum(coalesce(amount_minor, 0)) AS amount_minor
  FROM redeemed_before
  WHERE local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, shop_id, campaign_no
), bought AS (
  -- A visitor's number and that of an order without a customer are both negative and mean different things.
  SELECT met.customer_id, met.shop_id, met.campaign_no, count(*) AS orders, sum(purchase.gross_minor) AS gross_minor
  FROM met
  JOIN listed ON listed.shop_id = met.shop_id AND listed.campaign_no = met.campaign_no
  JOIN purchase ON purchase.customer_id = met.customer_id AND purchase.shop_id = met.shop_id
    AND purchase.local_day >= listed.start_day AND purchase.local_day <= coalesce(listed.end_day, CAST(@as_of AS date))
  WHERE met.customer_id > 0 AND purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
  GROUP BY met.customer_id, met.shop_id, met.campaign_no
), reach AS (
  SELECT met.shop_id, met.campaign_no, sum(reached) AS contacted, count(CASE WHEN reached = 1 AND met.customer_id > 0 THEN 1 END) AS customers,
         count(CASE WHEN reached = 0 THEN 1 END) AS control, sum(contacts) AS contacts, sum(cost_minor) AS cost_minor,
         count(CASE WHEN reached = 1 THEN used.customer_id END) AS took_up,
         count(CASE WHEN reached = 1 THEN bought.customer_id END) AS buyers, sum(CASE WHEN reached = 1 THEN orders ELSE 0 END) AS orders,
         sum(CASE WHEN reached = 1 THEN bought.gross_minor ELSE 0 END) AS gross_minor,
         count(CASE WHEN reached = 0 THEN bought.customer_id END) AS control_buyers
  FROM met
  LEFT JOIN used ON used.customer_id = met.customer_id AND used.shop_id = met.shop_id AND used.campaign_no = met.campaign_no
  LEFT JOIN bought ON bought.customer_id = met.customer_id AND bought.shop_id = met.shop_id AND bought.campaign_no = met.campaign_no
  GROUP BY met.shop_id, met.campaign_no
), redeemed AS (
  SELECT shop_id, campaign_no, count(*) AS redeemers, sum(redemptions) AS redemptions, sum(amount_minor) AS amount_minor
  FROM used
  GROUP BY shop_id, campaign_no
), known AS (
  SELECT shop_id, campaign_no FROM listed
  UNION SELECT shop_id, campaign_no FROM reach
  UNION SELECT shop_id, campaign_no FROM redeemed
), selling AS (
  SELECT shop_id, min(local_day) AS first_day, max(local_day) AS last_day FROM purchase WHERE local_day <= CAST(@as_of AS date) GROUP BY shop_id
)
SELECT known.shop_id, known.campaign_no, coalesce(name, kind, '') AS name, coalesce(kind, '') AS kind, start_day, end_day,
       CAST(coalesce(contacted, 0) AS bigint) AS contacted, coalesce(customers, 0) AS customers, CAST(coalesce(contacts, 0) AS bigint) AS contacts,
       CAST(coalesce(reach.cost_minor, 0) AS bigint) AS cost_minor, coalesce(control, 0) AS control, coalesce(took_up, 0) AS took_up,
       coalesce(redeemers, 0) AS redeemers, CAST(coalesce(redemptions, 0) AS bigint) AS redemptions, CAST(coalesce(redeemed.amount_minor, 0) AS bigint) AS coupon_minor,
       coalesce(start_day <= last_day AND coalesce(end_day, CAST(@as_of AS date)) >= first_day, false) AS has_orders,
       coalesce(buyers, 0) AS buyers, CAST(coalesce(orders, 0) AS bigint) AS orders, CAST(coalesce(reach.gross_minor, 0) AS bigint) AS gross_minor,
       coalesce(control_buyers, 0) AS control_buyers
FROM known
LEFT JOIN listed ON listed.shop_id = known.shop_id AND listed.campaign_no = known.campaign_no
LEFT JOIN reach ON reach.shop_id = known.shop_id AND reach.campaign_no = known.campaign_no
LEFT JOIN redeemed ON redeemed.shop_id = known.shop_id AND redeemed.campaign_no = known.campaign_no
LEFT JOIN selling ON selling.shop_id = known.shop_id
ORDER BY start_day DESC NULLS LAST, known.shop_id ASC NULLS LAST, known.campaign_no ASC NULLS LAST
