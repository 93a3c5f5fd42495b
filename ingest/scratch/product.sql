-- The different products, each with its last title; rowid counts them.
CREATE TABLE product AS
SELECT p.product_key, coalesce(t.t_product_title, p.product_key) AS title, t.t_category AS category
FROM (
  SELECT product_key, coalesce(max(CASE WHEN t_product_title IS NOT NULL THEN r END), max(r)) AS last_r
  FROM typed WHERE product_key IS NOT NULL AND reason IS NULL AND NOT is_refund GROUP BY product_key
) AS p JOIN typed AS t ON t.r = p.last_r
UNION ALL
SELECT g.product_key, max(g.title), NULL FROM guess AS g
WHERE NOT EXISTS (SELECT 1 FROM typed AS t WHERE t.product_key = g.product_key AND t.reason IS NULL AND NOT t.is_refund) GROUP BY g.product_key;
