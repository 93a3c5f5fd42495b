-- The band in which each customer spent most, from 1 up, for rules; NULL where she bought nothing in the period.
SELECT customer_id, CAST(nullif(band_after, -1) + 1 AS bigint) AS price_band, CAST(nullif(band_before, -1) + 1 AS bigint) AS price_band_before
FROM {{main: customer_id bigint, band_before integer, band_after integer}} AS main
