-- Takes what a merge filled from a customer again.
UPDATE customer SET name_sealed = CASE WHEN strpos(CAST(@filled AS varchar), 'name_sealed') > 0 AND customer.name_sealed = o.name_sealed THEN NULL ELSE customer.name_sealed END,
       gender = CASE WHEN strpos(CAST(@filled AS varchar), 'gender') > 0 AND customer.gender = o.gender THEN NULL ELSE customer.gender END,
       birthday = CASE WHEN strpos(CAST(@filled AS varchar), 'birthday') > 0 AND customer.birthday = o.birthday THEN NULL ELSE customer.birthday END,
       country = CASE WHEN strpos(CAST(@filled AS varchar), 'country') > 0 AND customer.country = o.country THEN NULL ELSE customer.country END,
       province = CASE WHEN strpos(CAST(@filled AS varchar), 'province') > 0 AND customer.province = o.province THEN NULL ELSE customer.province END,
       city = CASE WHEN strpos(CAST(@filled AS varchar), 'city') > 0 AND customer.city = o.city THEN NULL ELSE customer.city END
FROM (SELECT name_sealed, gender, birthday, country, province, city FROM customer WHERE customer_id = CAST(@source AS bigint)) AS o
WHERE customer.customer_id = CAST(@target AS bigint)
