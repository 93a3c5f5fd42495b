-- One row per person who bought, ordered, looked or asked: all that is known of her ways as of a day.
INSERT INTO habit (customer_id, snapshot_id, occasions, top_category, category_days, category_lift, top_brand, brand_days, brand_lift,
  top_product_id, product_days, product_lift, hour, hour_days, hour_share, weekday, weekday_days, weekday_share,
  month_part, month_part_days, month_part_share, price_hits, novelty_hits, novelty_trials, brand_hits, brand_trials, category_hits, category_trials,
  look_days, tracked_days, browsing_type, chats, questions, bargains, asked_days, chat_days, service_type,
  placed, unpaid, paid, returns, exchanges, refunds, profit_minor, profit_recent_minor, profit_prior_minor, recent_days, prior_days, phase,
  first_source, first_source_group, new_traits)
WITH ordered AS (
  SELECT customer_id, count(*) AS placed, count(CASE WHEN paid_at IS NULL THEN 1 END) AS unpaid, count(CASE WHEN paid_at IS NOT NULL AND gross_minor > 0 THEN 1 END) AS paid
  FROM placed
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
), back AS MATERIALIZED (
  SELECT money_back.customer_id, money_back.order_id, money_back.refund_id, money_back.local_day, kind, amount_minor, coalesce(nullif(margin_bp, 0), 10000) AS margin_bp
  FROM money_back
  JOIN shop_view ON shop_view.shop_id = money_back.shop_id
  WHERE money_back.customer_id > 0 AND money_back.local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR money_back.shop_id = CAST(@shop AS bigint))
), back_order AS (
  SELECT customer_id, coalesce(order_id, 0 - refund_id) AS order_no, max(CASE WHEN kind = 'return' THEN 1 ELSE 0 END) AS returned,
         max(CASE WHEN kind = 'exchange' THEN 1 ELSE 0 END) AS exchanged, max(CASE WHEN kind IS NULL OR kind = 'refund' THEN 1 ELSE 0 END) AS refunded
  FROM back
  GROUP BY customer_id, coalesce(order_id, 0 - refund_id)
), taken_back AS (
  SELECT customer_id, sum(returned) AS returns, sum(exchanged) AS exchanges, sum(refunded) AS refunds FROM back_order GROUP BY customer_id
), lost AS (
  -- Goods that came back cost their margin, money for nothing costs itself. What was given back for an order that is no purchase any more left with it.
  SELECT back.customer_id, sum(loss) AS loss, sum(CASE WHEN back.local_day > CAST(@as_of AS date) - CAST(@half_days AS integer) THEN loss ELSE 0 END) AS loss_recent,
         sum(CASE WHEN back.local_day <= CAST(@as_of AS date) - CAST(@half_days AS integer) AND back.local_day > CAST(@as_of AS date) - 2 * CAST(@half_days AS integer) THEN loss ELSE 0 END) AS loss_prior
  FROM (SELECT customer_id, order_id, local_day, CASE WHEN kind = 'return' THEN amount_minor * margin_bp / 10000 ELSE amount_minor END AS loss FROM back) AS back
  LEFT JOIN purchase ON purchase.customer_id = back.customer_id AND purchase.order_id = back.order_id
    AND purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
  WHERE back.order_id IS NULL OR purchase.order_id IS NOT NULL
  GROUP BY back.customer_id
), first_order AS (
  SELECT purchase.customer_id, min(purchase.order_id) AS order_id
  FROM purchase
  JOIN stage_habit_goods ON stage_habit_goods.customer_id = purchase.customer_id AND stage_habit_goods.first_day = purchase.local_day
  WHERE (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
  GROUP BY purchase.customer_id
), came AS (
  SELECT first_order.customer_id, source, source_group
  FROM first_order
  JOIN fulfilment ON fulfilment.customer_id = first_order.customer_id AND fulfilment.order_id = first_order.order_id
), person AS (
  SELECT customer_id FROM ordered
  UNION
  SELECT customer_id FROM stage_habit_contact
), usual AS (
  SELECT CAST(sum(first_gross_minor) AS double precision) / nullif(count(*), 0) AS first_gross FROM stage_habit_goods
), known AS MATERIALIZED (
  SELECT person.customer_id, coalesce(goods.occasions, 0) AS occasions, goods.first_day AS first_day, first_gross_minor, first_discounted,
         coalesce(price_hits, 0) AS price_hits, coalesce(novelty_hits, 0) AS novelty_hits, coalesce(novelty_trials, 0) AS novelty_trials,
         coalesce(tracked_days, 0) AS tracked_days, coalesce(chat_days, 0) AS chat_days, coalesce(recent_days, 0) AS recent_days, coalesce(prior_days, 0) AS prior_days,
         CAST(coalesce(profit_minor, 0) - coalesce(loss, 0) AS bigint) AS profit_minor, CAST(coalesce(profit_recent_minor, 0) - coalesce(loss_recent, 0) AS bigint) AS profit_recent_minor,
         CAST(coalesce(profit_prior_minor, 0) - coalesce(loss_prior, 0) AS bigint) AS profit_prior_minor,
         coalesce(look_days, 0) AS look_days, first_look_day, first_chat_day, coalesce(chats, 0) AS chats, coalesce(questions, 0) AS questions,
         coalesce(bargains, 0) AS bargains, coalesce(asked_days, 0) AS asked_days,
         coalesce(placed, 0) AS placed, coalesce(unpaid, 0) AS unpaid, coalesce(paid, 0) AS paid,
         coalesce(returns, 0) AS returns, coalesce(exchanges, 0) AS exchanges, coalesce(refunds, 0) AS refunds, customer_feature.ladder
  FROM person
  LEFT JOIN stage_habit_goods AS goods ON goods.customer_id = person.customer_id
  LEFT JOIN stage_habit_contact AS contact ON contact.customer_id = person.customer_id
  LEFT JOIN ordered ON ordered.customer_id = person.customer_id
  LEFT JOIN taken_back ON taken_back.customer_id = person.customer_id
  LEFT JOIN lost ON lost.customer_id = person.customer_id
  LEFT JOIN customer_feature ON customer_feature.customer_id = person.customer_id AND customer_feature.snapshot_id = CAST(@snapshot AS bigint)
)
SELECT known.customer_id, CAST(@snapshot AS bigint), occasions, category.name, category.days, category.lift, brand.name, brand.days, brand.lift,
  product.product_id, product.days, product.lift, by_hour.slot, by_hour.days, by_hour.share, by_weekday.slot, by_weekday.days, by_weekday.share,
  by_part.slot, by_part.days, by_part.share, price_hits, novelty_hits, novelty_trials,
  coalesce(brand.hits, 0), coalesce(brand.trials, 0), coalesce(category.hits, 0), coalesce(category.trials, 0), look_days, tracked_days,
  CASE WHEN CAST(@tracked_from AS date) IS NULL OR look_days + tracked_days < 3 THEN NULL
       WHEN tracked_days * 10 <= look_days THEN 'looks_only'
       WHEN look_days >= tracked_days THEN 'looks_and_buys'
       ELSE 'buys_straight' END,
  chats, questions, bargains, asked_days, chat_days,
  CASE WHEN CAST(@chats_from AS date) IS NULL OR chats + chat_days < 3 THEN NULL
       WHEN asked_days > 0 AND 2 * asked_days >= chat_days THEN 'asks_before_paying'
       WHEN chats >= 3 AND chats >= chat_days THEN 'asks_often'
       WHEN chats > 0 THEN 'asks_sometimes'
       ELSE 'never_asks' END,
  CAST(placed AS integer), CAST(unpaid AS integer), CAST(paid AS integer), CAST(returns AS integer), CAST(exchanges AS integer), CAST(refunds AS integer),
  profit_minor, profit_recent_minor, profit_prior_minor, recent_days, prior_days,
  CASE WHEN occasions = 0 OR profit_minor <= 0 THEN 'identify'
       WHEN recent_days = 0 THEN 'decline'
       WHEN prior_days = 0 THEN 'develop'
       WHEN 4 * profit_recent_minor < 3 * profit_prior_minor THEN 'decline'
       WHEN 4 * profit_recent_minor > 5 * profit_prior_minor AND recent_days >= prior_days THEN 'develop'
       ELSE 'stable' END,
  came.source, came.source_group,
  CASE WHEN ladder = 'new' THEN substr(
    CASE WHEN first_day > CAST(@tracked_from AS date) AND (first_look_day IS NULL OR first_look_day >= first_day) AND (first_chat_day IS NULL OR first_chat_day >= first_day) THEN ',random' ELSE '' END
    || CASE WHEN 2 * first_gross_minor < usual.first_gross THEN ',try_out' ELSE '' END
    || CASE WHEN first_discounted OR bargains > 0 OR returns + exchanges + refunds > 0 THEN ',low_quality' ELSE '' END, 2) END
FROM known
CROSS JOIN usual
LEFT JOIN stage_habit_choice AS category ON category.customer_id = known.customer_id AND category.kind = 1
LEFT JOIN stage_habit_choice AS brand ON brand.customer_id = known.customer_id AND brand.kind = 2
LEFT JOIN stage_habit_choice AS product ON product.customer_id = known.customer_id AND product.kind = 3
LEFT JOIN stage_habit_time AS by_hour ON by_hour.customer_id = known.customer_id AND by_hour.kind = 1
LEFT JOIN stage_habit_time AS by_weekday ON by_weekday.customer_id = known.customer_id AND by_weekday.kind = 2
LEFT JOIN stage_habit_time AS by_part ON by_part.customer_id = known.customer_id AND by_part.kind = 3
LEFT JOIN came ON came.customer_id = known.customer_id
