-- How many refunds were staged, and how many numbers they take.
SELECT count(*) AS staged, coalesce(max(back_ix) + 1, 0) AS numbers FROM stage_back
