-- A new version of a segment's rule.
INSERT INTO segment_version (segment_id, version, rule, created_at, actor)
VALUES (@segment, @version, @rule, CAST(@created_at AS timestamptz), @actor)
