-- Numbers for orders that have none: buyer, second, amount, and which of several alike. The tag is a keyed hash: a number must not tell a name.
CREATE TABLE number_of AS
SELECT f, tag || '-' || strftime(local_time, '%Y%m%d%H%M%S') || '-' || gross_minor || '-'
  || row_number() OVER (PARTITION BY tag, local_time, gross_minor ORDER BY f) AS number
FROM (
  SELECT a.f, coalesce(g.tag, 'none') AS tag, coalesce(a.paid_at, a.ordered_at) AS local_time, a.gross_minor
  FROM fact AS a LEFT JOIN person AS p ON p.buyer_key = a.buyer_key LEFT JOIN tag AS g ON g.buyer_ix = p.rowid
) AS k;
CREATE VIEW numbered AS SELECT a.*, n.number FROM fact AS a JOIN number_of AS n ON n.f = a.f;
