-- Publishes a model whose scores are written.
INSERT INTO model (model_id, kind, shop_id, as_of, choice, facts, snapshot_id, customers, document, published_at)
SELECT CAST(@model AS bigint), CAST(@kind AS varchar), CAST(@shop AS bigint), CAST(@as_of AS date), CAST(@choice AS varchar), CAST(@facts AS varchar),
       CAST(@snapshot AS bigint), CAST(@customers AS bigint), CAST(@document AS varchar), CAST(@published_at AS timestamptz)
