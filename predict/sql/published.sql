-- The newest model of a kind for a scope and choice; of any facts where none are named.
SELECT model_id, facts, snapshot_id, customers, document
FROM model
WHERE kind = CAST(@kind AS varchar) AND shop_id = CAST(@shop AS bigint) AND as_of = CAST(@as_of AS date) AND choice = CAST(@choice AS varchar)
  AND (CAST(@facts AS varchar) = '' OR facts = CAST(@facts AS varchar))
ORDER BY model_id DESC NULLS LAST
LIMIT 1
