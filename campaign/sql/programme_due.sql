-- By step: who is within its days since her only purchase, and who of them was never drawn for it, control or treated.
WITH had AS (
  SELECT a.customer_id, w.step_id
  FROM assigned AS a JOIN programme_wave AS w ON w.campaign_id = a.experiment_id
  WHERE w.programme_id = CAST(@programme AS bigint)
  GROUP BY a.customer_id, w.step_id
)
SELECT s.step_id, count(*) AS within_days, count(*) - count(h.customer_id) AS due
FROM customer_feature AS f
JOIN programme_step AS s ON f.tenure_days BETWEEN s.from_day AND s.to_day
LEFT JOIN had AS h ON h.customer_id = f.customer_id AND h.step_id = s.step_id
WHERE f.snapshot_id = CAST(@snapshot AS bigint) AND f.occasions = 1
  AND s.programme_id = CAST(@programme AS bigint) AND s.ended_at IS NULL
GROUP BY s.step_id
ORDER BY s.step_id ASC NULLS LAST
