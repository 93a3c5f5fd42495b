-- Ends a suppression.
UPDATE suppression SET lifted_at = CAST(@lifted AS timestamptz)
WHERE customer_id = @customer AND channel = @channel AND reason = @reason AND lifted_at IS NULL
