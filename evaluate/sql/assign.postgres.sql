-- Differs from assign.sql because PostgreSQL hashes bytes, not text, and reads hexadecimal digits by a bit string.
INSERT INTO assignment (customer_id, experiment_id, arm_no, stratum, planned_at)
SELECT u.customer_id, @experiment, CAST(a.arm_no AS smallint), u.stratum, CAST(@planned_at AS timestamptz)
FROM (SELECT e.customer_id, e.stratum,
             CAST(CAST(CAST('x' || substr(encode(sha256(convert_to(@salt || ':' || CAST(e.customer_id AS varchar), 'UTF8')), 'hex'), 1, 14) AS bit(56)) AS bigint) >> 3 AS double precision)
               / 9007199254740992.0 AS draw
      FROM {{eligible: customer_id bigint, stratum varchar}} AS e) AS u
JOIN (SELECT unnest(CAST(@arms AS bigint[])) AS arm_no,
             unnest(CAST(@low AS double precision[])) AS low,
             unnest(CAST(@high AS double precision[])) AS high) AS a
  ON u.draw >= a.low AND u.draw < a.high
