-- An answer is kept.
INSERT INTO kpi_kept (kept_id, question, shop_id, as_of, facts, document)
VALUES (CAST(@id AS bigint), CAST(@question AS varchar), CAST(@shop AS bigint), CAST(@as_of AS date), CAST(@facts AS bigint), CAST(@document AS varchar))
