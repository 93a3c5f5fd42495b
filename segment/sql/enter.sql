-- Who entered in a run becomes a member.
INSERT INTO segment_member (customer_id, segment_id, since)
SELECT customer_id, segment_id, CAST(@since AS date) FROM segment_change
WHERE segment_id = CAST(@segment AS bigint) AND run_id = CAST(@run AS bigint) AND entered
