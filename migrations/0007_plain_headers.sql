-- Subscriptions whose own headers stand in clear, as they did before headers were sealed. The cron seals them, and the
-- index is empty from then on: what is written sealed, or without headers, is not in it.
CREATE INDEX subscription_plain_headers ON subscription (tenant_id)
WHERE json_type(settings, '$.headers') = 'object' AND json_extract(settings, '$.headers') <> '{}';
