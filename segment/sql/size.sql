-- How many members a segment has.
SELECT count(*) FROM segment_member WHERE segment_id = @segment
