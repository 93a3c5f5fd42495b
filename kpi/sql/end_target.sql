-- A target is taken back; it stays in the books.
UPDATE kpi_target SET ended_at = CAST(@ended_at AS timestamptz) WHERE target_id = CAST(@target AS bigint) AND ended_at IS NULL
