-- How many recipients have no message of the campaign yet, and how many of these the gate passed.
SELECT count(*) AS fresh, count(v.customer_id) AS passed
FROM (SELECT q.customer_id FROM {{recipient: customer_id bigint, arm_no integer, stage varchar}} AS q
      WHERE q.arm_no > 0 GROUP BY q.customer_id) AS r
LEFT JOIN (SELECT customer_id FROM gate_verdict
           WHERE campaign_id = CAST(@box_campaign AS bigint) AND phase = 'plan' AND passed) AS v ON v.customer_id = r.customer_id
WHERE NOT EXISTS (SELECT 1 FROM message AS m WHERE m.customer_id = r.customer_id AND m.campaign_id = CAST(@box_campaign AS bigint))
