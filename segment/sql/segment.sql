-- One segment with its current rule.
SELECT s.segment_id, s.shop_id, s.name, s.kind, s.version, v.rule, s.created_at, s.actor
FROM segment AS s JOIN segment_version AS v ON v.segment_id = s.segment_id AND v.version = s.version
WHERE s.segment_id = @segment
