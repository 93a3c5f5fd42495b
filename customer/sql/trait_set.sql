-- Something told of a customer who is there.
INSERT INTO trait (customer_id, name, since, text_value, number_value, source, arrived_at, batch_id)
SELECT customer_id, CAST(@name AS varchar), CAST(@since AS date), CAST(@text AS varchar), CAST(@number AS double precision),
       CAST(@source AS varchar), CAST(@arrived AS timestamptz), 0
FROM customer WHERE customer_id = CAST(@customer AS bigint)
