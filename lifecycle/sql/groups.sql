-- The groups of goods with what is known of their use, most bought first, and how many customers' states they decide.
SELECT p.group_no, p.name, p.setting_name, p.level, p.category, p.class, p.period_days, p.low_days, p.high_days, p.source, p.events, p.customers, p.back_share,
       p.by_quantity, p.most_pieces, p.lasts_days, p.delivery_days, p.bound_1, p.bound_2, p.bound_3, p.second_days, p.grace_days,
       coalesce(d.deciding, 0) AS deciding, coalesce(d.due, 0) AS due, coalesce(d.dormant, 0) AS dormant
FROM consumption_period AS p
LEFT JOIN (SELECT group_no, count(*) AS deciding, count(CASE WHEN state IN ('due', 'pre_dormant') THEN 1 END) AS due,
                  count(CASE WHEN state IN ('dormant_1', 'dormant_2') THEN 1 END) AS dormant
           FROM dormancy WHERE snapshot_id = CAST(@snapshot AS bigint) GROUP BY group_no) AS d ON d.group_no = p.group_no
WHERE p.snapshot_id = CAST(@snapshot AS bigint) AND (p.customers > 0 OR CAST(@everything AS boolean))
ORDER BY p.customers DESC NULLS LAST, p.group_no ASC NULLS LAST
LIMIT CAST(@most AS bigint)
