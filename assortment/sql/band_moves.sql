-- Customers by the band in which they spent most before and after; -1: bought nothing in that period.
SELECT band_before, band_after, count(*) AS customers
FROM {{main: customer_id bigint, band_before integer, band_after integer}} AS main
GROUP BY band_before, band_after
ORDER BY band_before ASC NULLS LAST, band_after ASC NULLS LAST
