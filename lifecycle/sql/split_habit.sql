-- The customers of a stage, or of every stage, parted by what they are used to, or by what is known of the person.
SELECT f.stage,
       coalesce(CASE CAST(@attribute AS varchar)
         WHEN 'gender' THEN p.gender
         WHEN 'top_category' THEN h.top_category
         WHEN 'top_brand' THEN h.top_brand
         WHEN 'browsing_type' THEN h.browsing_type
         WHEN 'service_type' THEN h.service_type
         WHEN 'phase' THEN h.phase END, '') AS part,
       count(*) AS customers, CAST(sum(f.net_minor) AS bigint) AS net_minor
FROM customer_feature AS f
LEFT JOIN person AS p ON p.customer_id = f.customer_id
LEFT JOIN customer_habit AS h ON h.customer_id = f.customer_id AND h.snapshot_id = f.snapshot_id
WHERE f.snapshot_id = CAST(@snapshot AS bigint) AND (CAST(@stage AS varchar) = '' OR f.stage = CAST(@stage AS varchar))
GROUP BY 1, 2
ORDER BY customers DESC NULLS LAST, part ASC NULLS LAST, stage ASC NULLS LAST
