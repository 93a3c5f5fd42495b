-- The staged reviews of orders that are not there.
SELECT s.review_ix FROM stage_review AS s
WHERE s.order_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.order_no)
ORDER BY s.review_ix ASC NULLS LAST
