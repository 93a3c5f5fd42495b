-- How many customers the list has over all its pages.
SELECT count(*) AS customers
FROM customer_feature
WHERE snapshot_id = CAST(@snapshot AS bigint)
  AND (CAST(@any_stage AS boolean) OR stage IN (SELECT unnest(CAST(@stages AS varchar[]))))
  AND (CAST(@any_ladder AS boolean) OR ladder IN (SELECT unnest(CAST(@ladders AS varchar[]))))
  AND (CAST(@r AS integer) = 0 OR r_score = CAST(@r AS integer))
  AND (CAST(@f AS integer) = 0 OR f_score = CAST(@f AS integer))
  AND (CAST(@m AS integer) = 0 OR m_score = CAST(@m AS integer))
  AND customer_id IN (SELECT customer_id FROM {{candidate: customer_id bigint}} AS chosen)
