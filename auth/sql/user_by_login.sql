-- One person by login.
SELECT user_id, login, name, role, password_hash, disabled FROM users WHERE login = @login
