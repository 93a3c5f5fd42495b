-- Tells everybody who keeps something derived that the facts changed.
UPDATE order_version SET version = version + 1
