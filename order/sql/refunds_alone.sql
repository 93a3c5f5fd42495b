-- What becomes of the staged refunds that name no order, and of the rows that tell them.
SELECT CAST(count(CASE WHEN NOT known THEN 1 END) AS bigint) AS added, CAST(count(CASE WHEN grown THEN 1 END) AS bigint) AS changed,
       CAST(coalesce(sum(CASE WHEN known AND NOT grown THEN row_count END), 0) AS bigint) AS known_rows,
       CAST(coalesce(sum(CASE WHEN NOT known OR grown THEN row_count - 1 END), 0) AS bigint) AS part_rows
FROM (
  SELECT s.row_count, r.refund_id IS NOT NULL AS known, coalesce(r.amount_minor < s.amount_minor AND r.order_id IS NULL, false) AS grown
  FROM stage_refund AS s LEFT JOIN refund AS r ON r.shop_id = CAST(@shop AS bigint) AND r.external_no = s.external_no
  WHERE s.order_ix IS NULL
) AS a
