-- How many reviews were staged, and how many numbers they take.
SELECT count(*) AS staged, coalesce(max(review_ix) + 1, 0) AS numbers FROM stage_review
