-- What the key of this database sealed when it was new.
SELECT check_value FROM seal_key WHERE key_id = 1
