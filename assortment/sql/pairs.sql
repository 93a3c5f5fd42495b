-- Pairs of a snapshot with the counts of both sides.
SELECT product_a, product_b, product_pair.baskets, one.baskets AS baskets_a, other.baskets AS baskets_b, one.opens, other.follows
FROM product_pair
JOIN product_basket AS one ON one.snapshot_id = product_pair.snapshot_id AND one.product_id = product_a
JOIN product_basket AS other ON other.snapshot_id = product_pair.snapshot_id AND other.product_id = product_b
WHERE product_pair.snapshot_id = CAST(@snapshot AS bigint) AND kind = @kind
  AND (CAST(@product AS bigint) = 0 OR product_a = CAST(@product AS bigint) OR product_b = CAST(@product AS bigint))
ORDER BY product_a ASC NULLS LAST, product_b ASC NULLS LAST
