-- How many customers are kept from a channel for a reason by a source.
SELECT count(DISTINCT customer_id) AS customers FROM suppression
WHERE channel = @channel AND reason = @reason AND source = @source AND lifted_at IS NULL
