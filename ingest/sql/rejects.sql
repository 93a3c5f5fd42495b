-- The refused rows of an import, sealed, in the order of the file: of some reasons (",a,b,"), of all for "".
SELECT row_no, column_name, reason, sentence, cure, row_sealed FROM import_reject
WHERE batch_id = @batch AND (CAST(@reasons AS varchar) = '' OR position(',' || reason || ',' IN CAST(@reasons AS varchar)) > 0)
ORDER BY row_no ASC NULLS LAST, reason ASC NULLS LAST LIMIT CAST(@most AS bigint) OFFSET CAST(@skip AS bigint)
