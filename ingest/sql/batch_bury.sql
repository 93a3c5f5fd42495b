-- Marks imports as failed whose process died.
UPDATE import_batch SET state = 'failed', finished_at = CAST(@at_time AS timestamptz), failure = @failure WHERE state = 'running'
