-- Notes that a key was used.
UPDATE api_key SET last_used_at = @at WHERE key_id = @key
