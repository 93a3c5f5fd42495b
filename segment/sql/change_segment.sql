-- A segment gets another name, or another version of its rule becomes the current one.
UPDATE segment SET name = CAST(@name AS varchar), version = CAST(@version AS integer)
WHERE segment_id = CAST(@segment AS bigint)
