-- Names the customers whose occasions depend on the day, for an order was voided, or on the shop, for they bought in several.
INSERT INTO occasion_unsettled (customer_id, chain_id, voided)
SELECT customer_id, CAST(@chain AS bigint), count(void_day) > 0
FROM purchase
WHERE customer_id > 0
GROUP BY customer_id
HAVING count(void_day) > 0 OR min(shop_id) < max(shop_id)
