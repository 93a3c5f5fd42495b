-- Who is called by a name.
CREATE VIEW named AS
SELECT customer_id FROM customer WHERE name_sealed IS NOT NULL AND name_sealed <> '';
