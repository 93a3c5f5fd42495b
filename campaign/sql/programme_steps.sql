-- The steps of some programmes in the order of their days.
SELECT programme_id, step_id, step_no, name, from_day, to_day, purpose, goal, stimulus, subject, body, segment_id FROM programme_step
WHERE ended_at IS NULL AND programme_id IN (SELECT unnest(CAST(@programmes AS bigint[])))
ORDER BY programme_id ASC NULLS LAST, step_no ASC NULLS LAST, step_id ASC NULLS LAST
