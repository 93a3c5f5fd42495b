-- A page of a segment's members.
SELECT customer_id, since FROM segment_member
WHERE segment_id = @segment
ORDER BY customer_id ASC NULLS LAST
LIMIT @most OFFSET @skip
