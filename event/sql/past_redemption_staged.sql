-- How many redemptions were staged, and how many numbers they take.
SELECT count(*) AS staged, coalesce(max(redemption_ix) + 1, 0) AS numbers FROM stage_past_redemption
