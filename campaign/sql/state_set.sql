-- Moves a campaign that still is in the state it was seen in.
UPDATE campaign SET state = @state, segment_version = @version, as_of = CAST(@as_of AS date),
       submitted_at = CAST(@submitted AS timestamptz), submitted_by = @submitted_by,
       approved_at = CAST(@approved AS timestamptz), approved_by = @approved_by,
       started_at = CAST(@started AS timestamptz), finished_at = CAST(@finished AS timestamptz), note = @note,
       note_code = @note_code, note_said = @note_said
WHERE campaign_id = @campaign AND state = @was
