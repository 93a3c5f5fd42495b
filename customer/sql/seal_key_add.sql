-- Remembers the key of this database by a word that it sealed.
INSERT INTO seal_key (key_id, check_value, created_at) VALUES (1, @check, CAST(@created AS timestamptz))
