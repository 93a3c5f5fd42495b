-- The chats, each once: known by its source's number, else by who talked to whom when.
CREATE TABLE keyed AS
SELECT min(r) AS r, source_no FROM (
  SELECT r, coalesce(t_chat_no, md5(concat_ws(chr(31), salt(),
    coalesce('o' || t_ouid, 'x' || t_external, 'n' || t_nick, 'e' || lower(t_email), 'p' || t_phone, 'v' || t_visitor),
    t_agent, CAST(epoch_ms(t_started_at) AS VARCHAR)))) AS source_no
  FROM typed WHERE reason IS NULL
) AS e GROUP BY source_no;
CREATE VIEW stage_chat AS
SELECT t.r AS chat_ix, w.who_ix, k.source_no, t.t_agent AS agent, p.product_ix, t.t_started_at AS started_at,
       CAST(timezone(zone(), t.t_started_at) AS DATE) AS local_day, CAST(hour(timezone(zone(), t.t_started_at)) AS SMALLINT) AS local_hour,
       CAST(t.t_first_reply_seconds AS INTEGER) AS first_reply_seconds, CAST(coalesce(t.t_questions, 0) AS INTEGER) AS questions,
       CAST(coalesce(t.t_answers, 0) AS INTEGER) AS answers, CAST(t.t_words AS INTEGER) AS words, coalesce(t.t_bargained, false) AS bargained, t.t_score AS score, t.t_topic AS topic
FROM typed AS t JOIN keyed AS k ON k.r = t.r JOIN whose AS w ON w.r = t.r LEFT JOIN which AS p ON p.r = t.r;
