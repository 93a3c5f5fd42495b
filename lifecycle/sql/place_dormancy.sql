-- Where every customer stood on two days by what she still had of what she bought.
SELECT customer_id, snapshot_id, state
FROM dormancy
WHERE snapshot_id IN (CAST(@before AS bigint), CAST(@snapshot AS bigint)) AND state <> 'never_bought'
