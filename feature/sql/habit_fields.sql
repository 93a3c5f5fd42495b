-- The habits of everybody as rules ask for them: shares in whole percent.
SELECT customer_habit.customer_id, top_category, top_brand, external_no AS top_product, preferred_hour, preferred_weekday, preferred_month_part,
       CAST(floor(100 * price_sensitivity + 0.5) AS integer) AS price_sensitivity, CAST(floor(100 * novelty_sensitivity + 0.5) AS integer) AS novelty_sensitivity,
       CAST(floor(100 * brand_loyalty + 0.5) AS integer) AS brand_loyalty, CAST(floor(100 * category_loyalty + 0.5) AS integer) AS category_loyalty,
       browsing_type, service_type, CAST(floor(100 * return_rate + 0.5) AS integer) AS return_rate, CAST(floor(100 * exchange_rate + 0.5) AS integer) AS exchange_rate,
       CAST(floor(100 * bargain_rate + 0.5) AS integer) AS bargain_rate, CAST(floor(100 * unpaid_rate + 0.5) AS integer) AS unpaid_rate,
       phase, profit_minor, first_source, first_source_group, new_traits
FROM customer_habit
LEFT JOIN product_view ON product_view.product_id = customer_habit.top_product_id
WHERE customer_habit.snapshot_id = CAST(@snapshot AS bigint)
