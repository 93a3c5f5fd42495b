-- From which state to which the customers moved between two snapshots; '' is who had not bought, or has no purchase left.
SELECT from_state, to_state, count(*) AS customers
FROM (SELECT customer_id, coalesce(max(CASE WHEN snapshot_id = CAST(@before AS bigint) THEN state END), '') AS from_state,
             coalesce(max(CASE WHEN snapshot_id = CAST(@snapshot AS bigint) THEN state END), '') AS to_state
      FROM {{place: customer_id bigint, snapshot_id bigint, state varchar}} AS p
      GROUP BY customer_id) AS moved
GROUP BY from_state, to_state
ORDER BY from_state ASC NULLS LAST, to_state ASC NULLS LAST
