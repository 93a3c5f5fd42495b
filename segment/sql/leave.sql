-- Who left in a run is no member any more.
DELETE FROM segment_member
WHERE segment_id = CAST(@segment AS bigint) AND customer_id IN (
  SELECT customer_id FROM segment_change
  WHERE segment_id = CAST(@segment AS bigint) AND run_id = CAST(@run AS bigint) AND NOT entered)
