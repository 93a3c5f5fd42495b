-- The key that somebody shows, if it still holds.
SELECT key_id, name, role, prefix, created_by, created_at, last_used_at, revoked_at
FROM api_key WHERE key_hash = @hash AND revoked_at IS NULL
