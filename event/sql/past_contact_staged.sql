-- How many contacts of past campaigns were staged, and how many numbers they take.
SELECT count(*) AS staged, coalesce(max(contact_ix) + 1, 0) AS numbers FROM stage_past_contact
