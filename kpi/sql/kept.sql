-- The answer to a question about a scope, if it was given of the same facts.
SELECT document FROM kpi_kept
WHERE question = CAST(@question AS varchar) AND shop_id = CAST(@shop AS bigint) AND as_of = CAST(@as_of AS date) AND facts = CAST(@facts AS bigint)
ORDER BY kept_id DESC NULLS LAST LIMIT 1
