-- Brings known reviews to what the file says: marks are changed and added to.
UPDATE review SET score = s.score, service_score = coalesce(s.service_score, review.service_score),
       delivery_score = coalesce(s.delivery_score, review.delivery_score), has_photo = s.has_photo OR review.has_photo,
       text_sealed = coalesce(review.text_sealed, s.text_sealed)
FROM stage_review AS s
WHERE review.shop_id = CAST(@shop AS bigint) AND review.source_no = s.source_no
  AND (review.score <> s.score OR s.service_score IS NOT NULL AND review.service_score IS DISTINCT FROM s.service_score
    OR s.delivery_score IS NOT NULL AND review.delivery_score IS DISTINCT FROM s.delivery_score OR s.has_photo AND NOT review.has_photo
    OR s.text_sealed IS NOT NULL AND review.text_sealed IS NULL)
