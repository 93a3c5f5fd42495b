-- The events, each once: known by its source's number, else by who did what with which product when.
CREATE TABLE keyed AS
SELECT min(r) AS r, source_no FROM (
  SELECT r, coalesce(t_event_no, md5(concat_ws(chr(31), salt(),
    coalesce('o' || t_ouid, 'x' || t_external, 'n' || t_nick, 'e' || lower(t_email), 'p' || t_phone, 'v' || t_visitor),
    t_kind, coalesce(t_product_no, t_product_title, ''), CAST(epoch_ms(t_time) AS VARCHAR)))) AS source_no
  FROM typed WHERE reason IS NULL AND t_kind <> 'identify'
) AS e GROUP BY source_no;
CREATE VIEW stage_event AS
SELECT t.r AS event_ix, w.who_ix, t.t_kind AS kind, k.source_no, t.t_session_no AS session_no, p.product_ix, t.t_source AS source, t.t_time AS occurred_at,
       CAST(timezone(zone(), t.t_time) AS DATE) AS local_day, CAST(hour(timezone(zone(), t.t_time)) AS SMALLINT) AS local_hour,
       CAST(t.t_seconds AS INTEGER) AS seconds, t.t_amount AS amount_minor
FROM typed AS t JOIN keyed AS k ON k.r = t.r JOIN whose AS w ON w.r = t.r LEFT JOIN which AS p ON p.r = t.r;
