-- Whether anything is known of anybody.
SELECT 1 AS one FROM visitor LIMIT 1
