-- Somebody takes the members of a segment out of Huike.
INSERT INTO segment_export (segment_id, exported_at, actor, customers) VALUES (@segment, @exported_at, @actor, @customers)
