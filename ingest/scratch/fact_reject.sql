-- The refused rows.
CREATE TABLE reject AS
SELECT coalesce(row_no, r + first_row()) AS row_no, split_part(reason, ':', 1) AS reason, split_part(reason, ':', 2) AS field, false AS late
FROM typed WHERE reason IS NOT NULL;
