-- The contacts, each once: known by its number, else by campaign, person, channel and instant, and which of several alike; rows of a file that are alike are several contacts.
CREATE TABLE keyed AS
SELECT r, md5(concat_ws(chr(31), salt(), 'contact', alike, CASE WHEN t_contact_no IS NULL THEN nth ELSE 0 END)) AS source_no FROM (
  SELECT r, t_contact_no, alike, row_number() OVER (PARTITION BY alike ORDER BY t_arm NULLS FIRST, t_control NULLS FIRST, t_cost NULLS FIRST, r) AS nth FROM (
    SELECT r, t_contact_no, t_arm, t_control, t_cost, CASE WHEN t_contact_no IS NOT NULL THEN concat_ws(chr(31), t_campaign, 'number', t_contact_no) ELSE concat_ws(chr(31), t_campaign,
      coalesce('o' || t_ouid, 'x' || t_external, 'n' || t_nick, 'e' || lower(t_email), 'p' || t_phone),
      coalesce(t_channel, ''), coalesce(CAST(epoch_ms(t_contacted_at) AS VARCHAR), '')) END AS alike
    FROM typed WHERE reason IS NULL
  ) AS a
) AS e WHERE t_contact_no IS NULL OR nth = 1;
CREATE VIEW stage_past_contact AS
SELECT t.r AS contact_ix, w.who_ix, k.source_no, t.t_campaign AS campaign_no, t.t_channel AS channel, t.t_arm AS arm,
       coalesce(t.t_control, control_word(t.t_arm)) AS is_control, t.t_cost AS cost_minor, t.t_contacted_at AS contacted_at,
       CAST(timezone(zone(), t.t_contacted_at) AS DATE) AS local_day
FROM typed AS t JOIN keyed AS k ON k.r = t.r JOIN whose AS w ON w.r = t.r;
