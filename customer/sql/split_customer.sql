-- Adds a customer who was part of another one, of whom nothing else is known.
INSERT INTO customer (customer_id, first_shop_id, arrived_at, batch_id)
SELECT CAST(@fresh AS bigint), first_shop_id, CAST(@at_time AS timestamptz), 0 FROM customer WHERE customer_id = CAST(@customer AS bigint)
