-- What the rows tell of the people themselves, in the columns that orders have for it.
CREATE VIEW fact AS
SELECT t.r AS f, n.buyer_key, t.t_name AS name, t.t_gender AS gender, t.t_country AS country, t.t_province AS province, t.t_city AS city
FROM typed AS t JOIN named AS n ON n.r = t.r;
