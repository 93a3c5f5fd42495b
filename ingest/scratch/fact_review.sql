-- The reviews, each once: known by its number, else by order or person, product and instant.
CREATE VIEW stage_review AS
SELECT t.r AS review_ix, k.source_no, t.t_order_no AS order_no, w.who_ix, p.product_ix, t.t_score AS score, t.t_service_score AS service_score, t.t_delivery_score AS delivery_score,
       coalesce(t.t_photo, false) AS has_photo, x.text_sealed, t.t_reviewed_at AS reviewed_at, CAST(timezone(zone(), t.t_reviewed_at) AS DATE) AS local_day
FROM typed AS t JOIN (
  SELECT min(r) AS r, source_no FROM (
    SELECT r, coalesce(t_review_no, md5(concat_ws(chr(31), salt(), coalesce(t_order_no, 'o' || t_ouid, 'x' || t_external, 'n' || t_nick, 'e' || lower(t_email), 'p' || t_phone, ''),
      coalesce(t_product_no, t_product_title, ''), CAST(epoch_ms(t_reviewed_at) AS VARCHAR)))) AS source_no
    FROM typed WHERE reason IS NULL
  ) AS e GROUP BY source_no
) AS k ON k.r = t.r LEFT JOIN whose AS w ON w.r = t.r LEFT JOIN which AS p ON p.r = t.r
LEFT JOIN sealed AS x ON x.r = t.r;
