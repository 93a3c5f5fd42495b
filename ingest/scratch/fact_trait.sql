-- What the rows tell of the people themselves, in the columns that orders have for it, and when they were told; what tells an answer may say itself when it was given.
CREATE VIEW fact AS
SELECT t.r AS f, n.buyer_key, t.t_name AS name, t.t_gender AS gender, t.t_country AS country, t.t_province AS province, t.t_city AS city,
       timezone(zone(), CAST(t.t_since AS TIMESTAMP)) AS told_at,
       CASE t.t_agreed WHEN 'yes' THEN true WHEN 'no' THEN false END AS agreed, CASE t.t_agreed_sms WHEN 'yes' THEN true WHEN 'no' THEN false END AS agreed_sms,
       t.t_agreed_at AS agreed_at, t.t_unsubscribed_at AS unsubscribed_at
FROM typed AS t JOIN named AS n ON n.r = t.r;
