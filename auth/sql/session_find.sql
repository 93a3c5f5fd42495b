-- The session of a cookie.
SELECT data FROM session WHERE token_hash = @hash AND expires_at > @at
ORDER BY expires_at DESC NULLS LAST, data NULLS LAST LIMIT 1
