-- Drops the answers of a day that a newer one replaces, and those to a question about a shop but the newest few.
DELETE FROM kpi_kept
WHERE kept_id IN (
  SELECT kept_id
  FROM (SELECT kept_id, as_of, row_number() OVER (ORDER BY kept_id DESC NULLS LAST) AS nth
        FROM kpi_kept WHERE question = CAST(@question AS varchar) AND shop_id = CAST(@shop AS bigint)) AS known
  WHERE nth > CAST(@keep AS bigint) OR as_of = CAST(@as_of AS date))
