-- What is told of a customer as of a day.
SELECT name, since, coalesce(text_value, '') AS text_value, number_value, source
FROM (SELECT name, since, text_value, number_value, source, row_number() OVER (PARTITION BY name ORDER BY since DESC NULLS LAST) AS nth
      FROM trait WHERE customer_id = CAST(@customer AS bigint) AND since <= CAST(@as_of AS date)) AS ranked
WHERE nth = 1 AND (text_value IS NOT NULL OR number_value IS NOT NULL)
ORDER BY name ASC NULLS LAST
