-- The newest model of a kind and choice as of an earlier day.
SELECT model_id, as_of, document
FROM model
WHERE kind = CAST(@kind AS varchar) AND shop_id = CAST(@shop AS bigint) AND choice = CAST(@choice AS varchar) AND as_of < CAST(@as_of AS date)
ORDER BY as_of DESC NULLS LAST, model_id DESC NULLS LAST
LIMIT 1
