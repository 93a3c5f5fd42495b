-- How many events were staged, and how many numbers they take.
SELECT count(*) AS staged, coalesce(max(event_ix) + 1, 0) AS numbers FROM stage_event
