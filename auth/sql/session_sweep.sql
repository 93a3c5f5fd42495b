-- Throws expired sessions away.
DELETE FROM session WHERE expires_at <= @at
