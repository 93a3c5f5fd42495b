-- Who saw or did what, newest first; an empty filter lets everything pass.
SELECT audit_id, occurred_at, actor, action, subject, detail FROM audit
WHERE (CAST(@action AS varchar) = '' OR action = CAST(@action AS varchar))
  AND (CAST(@subject AS varchar) = '' OR subject = CAST(@subject AS varchar))
ORDER BY occurred_at DESC NULLS LAST, audit_id DESC NULLS LAST
LIMIT @limit OFFSET @offset
