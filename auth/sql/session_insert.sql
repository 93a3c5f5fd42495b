-- Keeps a session.
INSERT INTO session (token_hash, data, expires_at) VALUES (@hash, @data, @expires)
