-- All keys, newest first.
SELECT key_id, name, role, prefix, created_by, created_at, last_used_at, revoked_at
FROM api_key ORDER BY key_id DESC NULLS LAST
