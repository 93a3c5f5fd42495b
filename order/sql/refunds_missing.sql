-- How many staged refunds are new.
SELECT count(*) AS missing FROM stage_refund AS s
WHERE NOT EXISTS (SELECT 1 FROM refund AS r WHERE r.shop_id = CAST(@shop AS bigint) AND r.external_no = s.external_no)
