-- What a dead process had in its hands may have been sent.
UPDATE message SET state = 4, code = 'process_died', done_at = CAST(@done AS timestamptz) WHERE state = 1 AND claim = @claim
