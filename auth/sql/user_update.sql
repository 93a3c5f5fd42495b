-- Changes a person's access.
UPDATE users SET name = @name, role = @role, disabled = @disabled, password_hash = @hash WHERE user_id = @user
