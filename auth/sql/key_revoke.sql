-- Ends a key.
UPDATE api_key SET revoked_at = @at WHERE key_id = @key AND revoked_at IS NULL
