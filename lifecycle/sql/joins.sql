-- How sets may be joined from here on in the transaction; DuckDB knows best by itself.
SELECT CAST(@one_by_one AS varchar) AS setting
