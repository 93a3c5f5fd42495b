-- Where every customer stood on two days: by stage, by ladder, or by her three scores.
SELECT customer_id, snapshot_id,
       CASE CAST(@of AS varchar) WHEN 'stage' THEN stage WHEN 'ladder' THEN ladder
            ELSE CAST(r_score AS varchar) || CAST(f_score AS varchar) || CAST(m_score AS varchar) END AS state
FROM customer_feature
WHERE snapshot_id IN (CAST(@before AS bigint), CAST(@snapshot AS bigint))
