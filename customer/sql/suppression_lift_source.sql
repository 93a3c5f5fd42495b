-- Ends all suppressions that have one reason and one source.
UPDATE suppression SET lifted_at = CAST(@lifted AS timestamptz)
WHERE channel = @channel AND reason = @reason AND source = @source AND lifted_at IS NULL
