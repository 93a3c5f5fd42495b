-- What was sold in each price band in the newer period, to how many, and to how many in their first order.
SELECT band, CAST(sum(units) AS bigint) AS units, CAST(sum(sales_minor) AS bigint) AS sales_minor, CAST(sum(margin_minor) AS bigint) AS margin_minor, CAST(sum(unknown_minor) AS bigint) AS unknown_minor,
       count(CASE WHEN customer_id > 0 THEN 1 END) AS buyers, count(CASE WHEN customer_id > 0 AND opened > 0 THEN 1 END) AS first_buyers
FROM (
  SELECT customer_id, band, sum(units) AS units, sum(sales_minor) AS sales_minor, sum(margin_minor) AS margin_minor, sum(unknown_minor) AS unknown_minor, sum(opened) AS opened
  FROM {{item: customer_id bigint, recent boolean, category varchar, band integer, units bigint, sales_minor bigint, margin_minor bigint, unknown_minor bigint, opened bigint}} AS item
  WHERE recent
  GROUP BY customer_id, band
) AS one
GROUP BY band
ORDER BY band ASC NULLS LAST
