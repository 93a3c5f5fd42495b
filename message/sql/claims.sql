-- The processes that have messages in their hands.
SELECT DISTINCT claim FROM message WHERE state = 1 ORDER BY claim ASC NULLS LAST
