-- What was told of a customer on one day, before it is told anew.
DELETE FROM trait WHERE customer_id = CAST(@customer AS bigint) AND name = CAST(@name AS varchar) AND since = CAST(@since AS date)
