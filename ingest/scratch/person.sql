-- The different buyers in the order of their first fact, with when their first and last one was; rowid counts them.
CREATE TABLE person AS
SELECT buyer_key, first_f, first_told, last_told
FROM (SELECT buyer_key, min(f) AS first_f, min(told_at) AS first_told, max(told_at) AS last_told FROM fact WHERE buyer_key IS NOT NULL GROUP BY buyer_key) AS p ORDER BY first_f;
