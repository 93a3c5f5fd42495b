-- How many may still let others in, beside one person.
SELECT count(*) FROM users WHERE role = 'admin' AND NOT disabled AND user_id <> @user
