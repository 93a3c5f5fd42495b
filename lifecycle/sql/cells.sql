-- Customers, orders and net money for every combination of the three scores.
SELECT r_score, f_score, m_score, count(*) AS customers, CAST(sum(orders) AS bigint) AS orders, CAST(sum(net_minor) AS bigint) AS net_minor
FROM customer_feature
WHERE snapshot_id = CAST(@snapshot AS bigint)
GROUP BY r_score, f_score, m_score
ORDER BY r_score ASC NULLS LAST, f_score ASC NULLS LAST, m_score ASC NULLS LAST
