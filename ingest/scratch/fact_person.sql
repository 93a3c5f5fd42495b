-- The different people in the order of their first row, and who each row is about; rowid counts the people.
CREATE TABLE named AS
SELECT r, nullif(concat_ws(chr(31), 'o' || t_ouid, 'x' || t_external, 'n' || t_nick, 'e' || t_email, 'p' || t_phone, 'v' || t_visitor, 'w' || t_previous), '') AS buyer_key
FROM typed WHERE reason IS NULL;
CREATE TABLE person AS
SELECT buyer_key, first_f FROM (SELECT buyer_key, min(r) AS first_f FROM named WHERE buyer_key IS NOT NULL GROUP BY buyer_key) AS p ORDER BY first_f;
CREATE VIEW whose AS SELECT n.r, CAST(p.rowid AS BIGINT) AS who_ix FROM named AS n JOIN person AS p ON p.buyer_key = n.buyer_key;
