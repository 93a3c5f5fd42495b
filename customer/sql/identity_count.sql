-- How many identities a customer has.
SELECT count(*) AS identities FROM identity WHERE customer_id = CAST(@customer AS bigint)
