-- One person by number.
SELECT user_id, login, name, role, password_hash, disabled, created_at FROM users WHERE user_id = @user
