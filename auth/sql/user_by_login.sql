-- One person by login.
SELECT user_id, login, name, role, password_hash, disabled, created_at FROM users WHERE login = @login
