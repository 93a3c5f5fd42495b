-- Notes how the lines of known orders are to be brought to what the file tells: real lines take the place of guessed ones and never the other way round, an older report changes none, and a file that does not hold all lines takes none away.
INSERT INTO stage_edit (order_ix, customer_id, order_id, way, guessed, last_no, local_day)
SELECT e.order_ix, e.customer_id, e.order_id, e.way, e.guessed, e.last_no, e.local_day
FROM (
  SELECT m.order_ix, m.customer_id, m.order_id, m.local_day, t.last_no < 0 AS guessed, coalesce(k.last_no, 0) AS last_no,
         CASE WHEN k.last_no IS NULL OR k.last_no < 0 AND t.last_no > 0 THEN 1
              WHEN k.last_no > 0 AND t.last_no < 0 THEN 0
              WHEN NOT s.whole THEN 2
              WHEN m.older THEN 0
              ELSE 3 END AS way
  FROM stage_match AS m JOIN stage_order AS s ON s.order_ix = m.order_ix
  JOIN (SELECT l.order_ix, CASE WHEN max(l.line_no) > 0 THEN 1 ELSE -1 END AS last_no FROM stage_line AS l GROUP BY l.order_ix) AS t ON t.order_ix = m.order_ix
  LEFT JOIN (
    SELECT w.order_ix, CASE WHEN max(l.line_no) > 0 THEN max(l.line_no) ELSE min(l.line_no) END AS last_no
    FROM stage_match AS w JOIN order_line AS l ON l.customer_id = w.customer_id AND l.order_id = w.order_id
    WHERE w.state > 0 GROUP BY w.order_ix
  ) AS k ON k.order_ix = m.order_ix
  WHERE m.state > 0
) AS e
WHERE e.way > 0
