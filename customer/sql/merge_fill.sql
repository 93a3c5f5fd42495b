-- Fills what is not known of a customer with what is known of one who is the same.
UPDATE customer SET name_sealed = coalesce(customer.name_sealed, o.name_sealed), gender = coalesce(customer.gender, o.gender), birthday = coalesce(customer.birthday, o.birthday), country = coalesce(customer.country, o.country), province = coalesce(customer.province, o.province), city = coalesce(customer.city, o.city)
FROM (SELECT name_sealed, gender, birthday, country, province, city FROM customer WHERE customer_id = CAST(@source AS bigint)) AS o
WHERE customer.customer_id = CAST(@target AS bigint)
