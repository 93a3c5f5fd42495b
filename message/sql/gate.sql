-- What the gate says to every candidate: the first reason that holds her back, or ok. Contacts that wait in the queue count while planning.
WITH candidate AS (
  SELECT q.customer_id, min(q.stage) AS stage, min(q.stage_since) AS stage_since
  FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS q
  WHERE q.customer_id > 0
  GROUP BY q.customer_id
), touch AS (
  SELECT m.customer_id, m.purpose, coalesce(m.done_at, m.planned_at) AS touched_at
  FROM message AS m
  WHERE m.customer_id BETWEEN CAST(@gate_low AS bigint) AND CAST(@gate_high AS bigint)
    AND m.campaign_id <> CAST(@gate_campaign AS bigint) AND m.purpose <> 'service'
    AND (m.state IN (2, 4) OR m.state IN (0, 1) AND CAST(@gate_planning AS boolean))
  UNION ALL
  SELECT g.customer_id, g.purpose, g.planned_at
  FROM {{ghost: customer_id bigint, purpose varchar, planned_at timestamptz}} AS g
  WHERE g.customer_id BETWEEN CAST(@gate_low AS bigint) AND CAST(@gate_high AS bigint)
), touched AS (
  SELECT c.customer_id,
         CAST(sum(CASE WHEN t.touched_at > CAST(@gate_recent_from AS timestamptz)
                        AND t.touched_at < CAST(@gate_recent_to AS timestamptz) THEN 1 ELSE 0 END) AS bigint) AS recent,
         CAST(sum(CASE WHEN t.purpose = CAST(@gate_purpose AS varchar)
                        AND t.touched_at >= CAST(@gate_day_zero AS timestamptz)
                                            + (c.stage_since - CAST('1970-01-01' AS date)) * INTERVAL '24 hours'
                       THEN 1 ELSE 0 END) AS bigint) AS used
  FROM candidate AS c JOIN touch AS t ON t.customer_id = c.customer_id
  GROUP BY c.customer_id
), reachable AS (
  SELECT customer_id FROM address
  WHERE channel = CAST(@gate_channel AS varchar)
    AND customer_id BETWEEN CAST(@gate_low AS bigint) AND CAST(@gate_high AS bigint)
), barred AS (
  SELECT customer_id, max(CASE WHEN reason = 'blacklist' THEN 1 ELSE 0 END) AS blacklisted
  FROM suppressed
  WHERE channel IN (CAST(@gate_channel AS varchar), '*')
    AND customer_id BETWEEN CAST(@gate_low AS bigint) AND CAST(@gate_high AS bigint)
  GROUP BY customer_id
), agreed AS (
  SELECT customer_id FROM consent_now
  WHERE channel = CAST(@gate_channel AS varchar) AND purpose = CAST(@gate_purpose AS varchar) AND granted
    AND customer_id BETWEEN CAST(@gate_low AS bigint) AND CAST(@gate_high AS bigint)
), bought AS (
  SELECT DISTINCT customer_id FROM purchase
  WHERE local_day BETWEEN CAST(@gate_bought_from AS date) AND CAST(@gate_today AS date)
    AND (void_day IS NULL OR void_day > CAST(@gate_today AS date))
    AND customer_id BETWEEN CAST(@gate_low AS bigint) AND CAST(@gate_high AS bigint)
)
SELECT c.customer_id, c.stage_since,
       CASE WHEN r.customer_id IS NULL THEN 'no_address'
            WHEN x.blacklisted = 1 THEN 'blacklisted'
            WHEN x.customer_id IS NOT NULL THEN 'suppressed'
            WHEN CAST(@gate_purpose AS varchar) <> 'service' AND a.customer_id IS NULL THEN 'no_consent'
            WHEN b.customer_id IS NOT NULL THEN 'recent_purchase'
            WHEN t.recent > 0 THEN 'recent_contact'
            WHEN coalesce(t.used, 0) >= CASE CAST(@gate_purpose AS varchar) WHEN 'care' THEN l.care_ceiling
                                             WHEN 'marketing' THEN l.marketing_ceiling END THEN 'ceiling'
            WHEN h.customer_id IS NOT NULL THEN 'no_value'
            ELSE 'ok' END AS reason
FROM candidate AS c
LEFT JOIN reachable AS r ON r.customer_id = c.customer_id
LEFT JOIN barred AS x ON x.customer_id = c.customer_id
LEFT JOIN agreed AS a ON a.customer_id = c.customer_id
LEFT JOIN bought AS b ON b.customer_id = c.customer_id
LEFT JOIN touched AS t ON t.customer_id = c.customer_id
LEFT JOIN contact_limit AS l ON l.stage = c.stage
LEFT JOIN (SELECT DISTINCT k.customer_id FROM {{lacking: customer_id bigint}} AS k) AS h ON h.customer_id = c.customer_id
