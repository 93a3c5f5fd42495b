-- The products of orders that tell one amount for all of them: each gets its even part.
CREATE VIEW line_of AS
SELECT f, nth AS line_no, product_key, quantity, gross_minor // n + CASE WHEN nth = 1 THEN gross_minor % n ELSE 0 END AS line_minor FROM (
  SELECT a.f, d.product_key, d.quantity, a.gross_minor, row_number() OVER (PARTITION BY a.f ORDER BY d.first_r) AS nth, count(*) OVER (PARTITION BY a.f) AS n
  FROM fact AS a JOIN (
    SELECT t_order_no, product_key, min(r) AS first_r, max(coalesce(t_quantity, 1)) AS quantity
    FROM typed WHERE reason IS NULL AND product_key IS NOT NULL GROUP BY t_order_no, product_key
  ) AS d ON d.t_order_no = a.order_no WHERE NOT a.is_refund
) AS l;
