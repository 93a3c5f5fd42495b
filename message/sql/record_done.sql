-- Messages that ended in another way: failed, unknown or held back, with the reason.
UPDATE message SET state = r.state, code = r.code, done_at = CAST(@done AS timestamptz), attempts = r.attempts
FROM (SELECT unnest(CAST(@ids AS bigint[])) AS message_id, unnest(CAST(CAST(@states AS bigint[]) AS smallint[])) AS state,
             unnest(CAST(@codes AS varchar[])) AS code, unnest(CAST(CAST(@attempts AS bigint[]) AS smallint[])) AS attempts) AS r
WHERE message.campaign_id = CAST(@campaign AS bigint) AND message.state = 1 AND message.message_id = r.message_id
