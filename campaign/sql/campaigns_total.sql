-- How many campaigns a shop has in a state.
SELECT count(*) AS campaigns FROM campaign AS c
WHERE (CAST(@shop AS bigint) = 0 OR c.shop_id = CAST(@shop AS bigint))
  AND (CAST(@state AS varchar) = '' OR c.state = CAST(@state AS varchar))
