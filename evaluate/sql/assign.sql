-- Draws every eligible customer into an arm by a salted hash: the first 53 bits
-- of SHA-256(salt:id), as stat.Bucket does; an arm owns [low, high).
INSERT INTO assignment (customer_id, experiment_id, arm_no, stratum, planned_at)
SELECT u.customer_id, @experiment, CAST(a.arm_no AS smallint), u.stratum, CAST(@planned_at AS timestamptz)
FROM (SELECT e.customer_id, e.stratum,
             CAST(CAST('0x' || substr(sha256(@salt || ':' || CAST(e.customer_id AS varchar)), 1, 14) AS bigint) >> 3 AS double precision)
               / 9007199254740992.0 AS draw
      FROM {{eligible: customer_id bigint, stratum varchar}} AS e) AS u
JOIN (SELECT unnest(CAST(@arms AS bigint[])) AS arm_no,
             unnest(CAST(@low AS double precision[])) AS low,
             unnest(CAST(@high AS double precision[])) AS high) AS a
  ON u.draw >= a.low AND u.draw < a.high
