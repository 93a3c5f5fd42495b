-- Customers with the state of what they bought and the reason, who runs out first in front.
SELECT d.customer_id, d.state, d.group_no, coalesce(p.name, ''), coalesce(p.class, ''), coalesce(p.source, ''), d.last_day, d.times, d.pieces, d.pace,
       d.lasts_days, d.rho, coalesce(p.delivery_days, 0), p.period_days, d.due_day, d.due_group_no, coalesce(n.name, ''),
       coalesce(c.quality, ''), coalesce(c.money_score, 0), coalesce(c.responded, false), coalesce(c.cause, ''), coalesce(c.evidence, ''), c.evidence_day,
       coalesce(c.evidence_count, 0), CASE WHEN d.due_day >= CAST(@as_of AS date) THEN 0 ELSE 1 END AS gone_by
FROM dormancy AS d
LEFT JOIN consumption_period AS p ON p.group_no = d.group_no AND p.snapshot_id = d.snapshot_id
LEFT JOIN consumption_period AS n ON n.group_no = d.due_group_no AND n.snapshot_id = d.snapshot_id
LEFT JOIN dormancy_cause AS c ON c.customer_id = d.customer_id AND c.snapshot_id = d.snapshot_id
WHERE d.snapshot_id = CAST(@snapshot AS bigint)
  AND (CAST(@customer AS bigint) = 0 OR d.customer_id = CAST(@customer AS bigint))
  AND (CAST(@state AS varchar) = '' OR d.state = CAST(@state AS varchar))
  AND (CAST(@group_no AS integer) < 0 OR d.due_group_no = CAST(@group_no AS integer))
  AND (CAST(@due_from AS date) IS NULL OR d.due_day >= CAST(@due_from AS date))
  AND (CAST(@due_to AS date) IS NULL OR d.due_day <= CAST(@due_to AS date))
  AND (CAST(@quality AS varchar) = '' OR c.quality = CAST(@quality AS varchar))
  AND (CAST(@cause AS varchar) = '' OR c.cause = CAST(@cause AS varchar))
ORDER BY gone_by ASC NULLS LAST, d.due_day ASC NULLS LAST, d.customer_id ASC NULLS LAST
LIMIT CAST(@limit AS bigint) OFFSET CAST(@offset AS bigint)
