-- How many entries the filters let pass.
SELECT count(*) FROM audit
WHERE (CAST(@action AS varchar) = '' OR action = CAST(@action AS varchar))
  AND (CAST(@subject AS varchar) = '' OR subject = CAST(@subject AS varchar))
