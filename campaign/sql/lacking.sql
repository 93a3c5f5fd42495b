-- Customers who have no value for what a content prints, as of the day of the audience.
SELECT p.customer_id
FROM person AS p
LEFT JOIN customer_feature AS f ON f.customer_id = p.customer_id AND f.snapshot_id = CAST(@lack_snapshot AS bigint)
LEFT JOIN named AS n ON n.customer_id = p.customer_id
WHERE CAST(@lack_anything AS boolean)
   OR CAST(@lack_bought AS boolean) AND f.customer_id IS NULL
   OR CAST(@lack_province AS boolean) AND coalesce(f.province, '') = ''
   OR CAST(@lack_city AS boolean) AND coalesce(f.city, '') = ''
   OR CAST(@lack_name AS boolean) AND n.customer_id IS NULL
