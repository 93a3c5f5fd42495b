-- A bounce bars an address, not the person: a newer address of the customer is written to.
ALTER TABLE suppression ADD COLUMN value_hash varchar; -- of the address that bounced; NULL bars the channel whatever the address
CREATE OR REPLACE VIEW suppressed AS
SELECT s.customer_id, s.channel, s.reason, s.since
FROM suppression AS s
WHERE s.lifted_at IS NULL
  AND (s.value_hash IS NULL
       -- Asked for each row, so that PostgreSQL does not group all identities for a few suppressions.
       OR s.value_hash = coalesce((SELECT max(a.value_hash) FROM address AS a
                                   WHERE a.customer_id = s.customer_id AND a.channel = s.channel), s.value_hash));
CREATE VIEW named AS
SELECT customer_id FROM customer WHERE name_sealed IS NOT NULL AND name_sealed <> '';
