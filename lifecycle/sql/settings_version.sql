-- How often the merchant has changed anything.
SELECT coalesce(max(version), 0) FROM consumption_setting
