-- The customers of a stage, or of every stage, parted by one attribute.
SELECT stage,
       CASE CAST(@attribute AS varchar)
         WHEN 'ladder' THEN ladder
         WHEN 'province' THEN coalesce(province, '')
         WHEN 'city' THEN coalesce(city, '')
         WHEN 'r_score' THEN CAST(r_score AS varchar)
         WHEN 'f_score' THEN CAST(f_score AS varchar)
         WHEN 'm_score' THEN CAST(m_score AS varchar) END AS part,
       count(*) AS customers, CAST(sum(net_minor) AS bigint) AS net_minor
FROM customer_feature
WHERE snapshot_id = CAST(@snapshot AS bigint) AND (CAST(@stage AS varchar) = '' OR stage = CAST(@stage AS varchar))
GROUP BY 1, 2
ORDER BY customers DESC NULLS LAST, part ASC NULLS LAST, stage ASC NULLS LAST
