-- Brings known contacts to what the file says of them now; what it does not say stays.
UPDATE past_contact SET channel = coalesce(s.channel, past_contact.channel), arm = coalesce(s.arm, past_contact.arm),
       is_control = coalesce(s.is_control, past_contact.is_control), cost_minor = coalesce(s.cost_minor, past_contact.cost_minor)
FROM stage_past_contact AS s
WHERE past_contact.shop_id = CAST(@shop AS bigint) AND past_contact.source_no = s.source_no
  AND (s.is_control IS NOT NULL AND past_contact.is_control <> s.is_control
    OR s.channel IS NOT NULL AND past_contact.channel IS DISTINCT FROM s.channel
    OR s.arm IS NOT NULL AND past_contact.arm IS DISTINCT FROM s.arm
    OR s.cost_minor IS NOT NULL AND past_contact.cost_minor IS DISTINCT FROM s.cost_minor)
