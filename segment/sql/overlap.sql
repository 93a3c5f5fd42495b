-- How many of the customers who fulfil a rule are members of each segment.
SELECT m.segment_id, count(*) AS customers
FROM {{candidate: customer_id bigint}} AS c
JOIN segment_member AS m ON m.customer_id = c.customer_id
GROUP BY m.segment_id
ORDER BY m.segment_id ASC NULLS LAST
