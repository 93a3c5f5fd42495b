-- The redemptions, each once: known by its number, else by campaign, person, coupon, instant and order, and which of several alike; rows of a file that are alike are several redemptions.
CREATE TABLE keyed AS
SELECT r, md5(concat_ws(chr(31), salt(), 'redemption', alike, CASE WHEN t_redemption_no IS NULL THEN nth ELSE 0 END)) AS source_no FROM (
  SELECT r, t_redemption_no, alike, row_number() OVER (PARTITION BY alike ORDER BY t_amount NULLS FIRST, r) AS nth FROM (
    SELECT r, t_redemption_no, t_amount, CASE WHEN t_redemption_no IS NOT NULL THEN concat_ws(chr(31), t_campaign, 'number', t_redemption_no) ELSE concat_ws(chr(31), t_campaign,
      coalesce('o' || t_ouid, 'x' || t_external, 'n' || t_nick, 'e' || lower(t_email), 'p' || t_phone),
      coalesce(t_coupon, ''), CAST(epoch_ms(t_redeemed_at) AS VARCHAR), coalesce(t_order_no, '')) END AS alike
    FROM typed WHERE reason IS NULL
  ) AS a
) AS e WHERE t_redemption_no IS NULL OR nth = 1;
CREATE VIEW stage_past_redemption AS
SELECT t.r AS redemption_ix, w.who_ix, k.source_no, t.t_campaign AS campaign_no, t.t_coupon AS coupon_no, t.t_order_no AS order_no, t.t_amount AS amount_minor,
       t.t_redeemed_at AS redeemed_at, CAST(timezone(zone(), t.t_redeemed_at) AS DATE) AS local_day
FROM typed AS t JOIN keyed AS k ON k.r = t.r JOIN whose AS w ON w.r = t.r;
