-- No ghost contacts: for campaigns without control groups beside them.
SELECT customer_id, purpose, planned_at FROM message WHERE false
