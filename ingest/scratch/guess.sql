-- Lines guessed from the titles of an order, where their number is the number of kinds that the report tells.
CREATE TABLE guess AS
SELECT f, CAST(-nth AS INTEGER) AS line_no, trim(parts[nth]) AS product_key, trim(parts[nth]) AS title,
       CASE WHEN kinds = 1 THEN coalesce(order_quantity, 1) ELSE 1 END AS quantity,
       gross_minor // kinds + CASE WHEN nth = 1 THEN gross_minor % kinds ELSE 0 END AS amount_minor
FROM (
  SELECT f, parts, kinds, order_quantity, gross_minor, unnest(range(1, kinds + 1)) AS nth
  FROM (SELECT f, CASE WHEN kinds = 1 THEN [titles] ELSE string_split_regex(titles, '，|,') END AS parts, kinds, order_quantity, gross_minor
        FROM fact WHERE titles IS NOT NULL AND kinds BETWEEN 1 AND 1000 AND NOT is_refund) AS s
  WHERE len(parts) = kinds
) AS l WHERE trim(parts[nth]) <> '';
