-- Messages that go back into the queue, to be tried at their new time.
UPDATE message SET state = 0, claim = '', claimed_at = NULL, code = r.code, attempts = r.attempts, planned_at = r.planned_at
FROM (SELECT unnest(CAST(@ids AS bigint[])) AS message_id, unnest(CAST(@codes AS varchar[])) AS code,
             unnest(CAST(CAST(@attempts AS bigint[]) AS smallint[])) AS attempts, unnest(CAST(CAST(@planned AS varchar[]) AS timestamptz[])) AS planned_at) AS r
WHERE message.campaign_id = CAST(@campaign AS bigint) AND message.state = 1 AND message.message_id = r.message_id
