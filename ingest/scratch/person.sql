-- The different buyers in the order of their first fact; rowid counts them.
CREATE TABLE person AS
SELECT buyer_key, first_f FROM (SELECT buyer_key, min(f) AS first_f FROM fact WHERE buyer_key IS NOT NULL GROUP BY buyer_key) AS p ORDER BY first_f;
