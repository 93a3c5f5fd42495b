-- Gives a person access.
INSERT INTO users (user_id, login, name, role, password_hash, disabled, created_at)
VALUES (@user, @login, @name, @role, @hash, false, @at)
