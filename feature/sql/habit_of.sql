-- The habits of one person in a snapshot.
SELECT customer_id, occasions, top_category, category_days, category_lift, top_brand, brand_days, brand_lift,
       top_product_id, external_no, title, product_days, product_lift, hour, hour_days, hour_share, weekday, weekday_days, weekday_share,
       month_part, month_part_days, month_part_share, price_hits, novelty_hits, novelty_trials, brand_hits, brand_trials, category_hits, category_trials,
       look_days, tracked_days, browsing_type, chats, questions, bargains, asked_days, chat_days, service_type,
       placed, unpaid, paid, returns, exchanges, refunds, profit_minor, profit_recent_minor, profit_prior_minor, recent_days, prior_days, phase,
       first_source, first_source_group, new_traits
FROM habit
LEFT JOIN product_view ON product_view.product_id = habit.top_product_id
WHERE habit.snapshot_id = CAST(@snapshot AS bigint) AND habit.customer_id = CAST(@customer AS bigint)
