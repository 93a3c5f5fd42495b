-- What is known of one person, the name sealed.
SELECT first_shop_id, coalesce(name_sealed, ''), coalesce(gender, ''), birthday,
       coalesce(country, ''), coalesce(province, ''), coalesce(city, '')
FROM customer WHERE customer_id = @customer
