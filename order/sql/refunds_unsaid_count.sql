-- How many such refunds there are.
SELECT count(*) AS missing FROM {{unsaid: customer_id bigint, order_id bigint, external_no varchar, refunded_at timestamptz, local_day date, amount_minor bigint}} AS u
