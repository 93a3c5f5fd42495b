-- Adds the reviews that are new. One whose order and person are not known counts for the product and the shop.
INSERT INTO review (customer_id, review_id, shop_id, source_no, order_id, product_id, score, service_score, delivery_score, has_photo, text_sealed,
                    reviewed_at, local_day, arrived_at, batch_id)
SELECT coalesce(o.customer_id, b.customer_id, -(CAST(@first AS bigint) + s.review_ix)), CAST(@first AS bigint) + s.review_ix, CAST(@shop AS bigint), s.source_no,
       o.order_id, p.product_id, s.score, s.service_score, s.delivery_score, s.has_photo, s.text_sealed, s.reviewed_at, s.local_day,
       CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_review AS s
LEFT JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.order_no
LEFT JOIN stage_buyer AS b ON b.buyer_ix = s.who_ix
LEFT JOIN stage_ware AS w ON w.product_ix = s.product_ix
LEFT JOIN product AS p ON p.shop_id = CAST(@shop AS bigint) AND p.external_no = w.external_no
WHERE (s.order_no IS NULL OR o.order_id IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM review AS r WHERE r.shop_id = CAST(@shop AS bigint) AND r.source_no = s.source_no)
