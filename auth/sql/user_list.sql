-- Everybody with access.
SELECT user_id, login, name, role, password_hash, disabled, created_at FROM users ORDER BY login NULLS LAST, user_id NULLS LAST
