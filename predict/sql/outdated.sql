-- The models that a new one replaces: those of its scope and choice, and of its kind and shop all but the newest.
SELECT model_id
FROM (
  SELECT model_id, as_of, choice, row_number() OVER (ORDER BY model_id DESC NULLS LAST) AS nth
  FROM model WHERE kind = CAST(@kind AS varchar) AND shop_id = CAST(@shop AS bigint)
) AS known
WHERE nth > CAST(@keep AS bigint) OR (as_of = CAST(@as_of AS date) AND choice = CAST(@choice AS varchar))
ORDER BY model_id ASC NULLS LAST
