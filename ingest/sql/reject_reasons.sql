-- Why rows of an import were refused, the most frequent reason first.
SELECT reason, sentence, cure, count(*) AS refused FROM import_reject WHERE batch_id = @batch
GROUP BY reason, sentence, cure ORDER BY refused DESC NULLS LAST, reason ASC NULLS LAST, sentence ASC NULLS LAST
