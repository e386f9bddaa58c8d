-- What: outages as stated up to {until}, as known at {as_of}. ends_at null = it goes on. Cancelled ones stay in, marked.
-- Grain: one row per record (source, record).
select
    source,
    record,
    JSONExtractString(data, 'service') as service,
    JSONExtractString(data, 'component') as component,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC') as begins_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'ends_at'), 3, 'UTC') as ends_at,
    JSONExtractString(data, 'kind') in ('', 'interruption') as interrupts,
    JSONExtractBool(data, 'cancelled') as cancelled,
    JSONExtractUInt(data, 'affected_users') as affected_users,
    JSONExtractString(data, 'cause') as cause,
    JSONExtractString(data, 'incident') as incident,
    JSONExtractString(data, 'change') as change
from stg_stated_records(kind = 'outage', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
