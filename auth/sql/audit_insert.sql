-- Notes who saw or did what.
INSERT INTO audit (audit_id, occurred_at, actor, action, subject, detail)
VALUES (@id, @at, @actor, @action, @subject, @detail)
