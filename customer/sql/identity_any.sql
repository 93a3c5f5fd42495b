-- Whether anybody is known at all.
SELECT 1 AS one FROM identity LIMIT 1
