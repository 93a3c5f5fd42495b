-- A new segment.
INSERT INTO segment (segment_id, shop_id, name, kind, version, archived_at, created_at, actor)
VALUES (@segment, @shop, @name, @kind, 1, NULL, CAST(@created_at AS timestamptz), @actor)
