-- Which of name, gender, birthday, country, province and city of a customer are known, as six digits.
SELECT CASE WHEN name_sealed IS NULL THEN '0' ELSE '1' END || CASE WHEN gender IS NULL THEN '0' ELSE '1' END || CASE WHEN birthday IS NULL THEN '0' ELSE '1' END
    || CASE WHEN country IS NULL THEN '0' ELSE '1' END || CASE WHEN province IS NULL THEN '0' ELSE '1' END || CASE WHEN city IS NULL THEN '0' ELSE '1' END AS known
FROM customer WHERE customer_id = CAST(@customer AS bigint)
