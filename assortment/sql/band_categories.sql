-- What each category sold in each price band in the newer period.
SELECT band, category, CAST(sum(units) AS bigint) AS units, CAST(sum(sales_minor) AS bigint) AS sales_minor
FROM {{item: customer_id bigint, recent boolean, category varchar, band integer, units bigint, sales_minor bigint, margin_minor bigint, unknown_minor bigint, opened bigint}} AS item
WHERE recent
GROUP BY band, category
ORDER BY band ASC NULLS LAST, sales_minor DESC NULLS LAST, category ASC NULLS LAST
