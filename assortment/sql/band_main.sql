-- Every customer's band in the two periods: where she spent most, the dearer one of two alike; -1: bought nothing in that period.
WITH spent AS (
  SELECT customer_id, recent, band, sum(sales_minor) AS sales_minor
  FROM {{item: customer_id bigint, recent boolean, category varchar, band integer, units bigint, sales_minor bigint, margin_minor bigint, unknown_minor bigint, opened bigint}} AS item
  WHERE customer_id > 0
  GROUP BY customer_id, recent, band
), main AS (
  SELECT customer_id, recent, band, row_number() OVER (PARTITION BY customer_id, recent ORDER BY sales_minor DESC NULLS LAST, band DESC NULLS LAST) AS place
  FROM spent
)
SELECT customer_id, max(CASE WHEN recent THEN -1 ELSE band END) AS band_before, max(CASE WHEN recent THEN band ELSE -1 END) AS band_after
FROM main
WHERE place = 1
GROUP BY customer_id
