-- Makes a key.
INSERT INTO api_key (key_id, name, role, prefix, key_hash, created_by, created_at)
VALUES (@key, @name, @role, @prefix, @hash, @by, @at)
