-- What: complaints as they stand at {until}, as known at {as_of}. acknowledged_at = when receipt was confirmed, or the
--   answer came without that.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'customer') as customer,
    JSONExtractString(data, 'channel') as channel,
    JSONExtract(data, 'actions', 'Array(String)') as actions,
    JSONExtractString(data, 'cause') as cause,
    JSONExtractString(data, 'repeat_of') as repeat_of,
    JSONExtract(data, 'upheld', 'Nullable(Bool)') as upheld,
    parseDateTime64BestEffort(JSONExtractString(data, 'received_at'), 3, 'UTC') as received_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'answered_at'), 3, 'UTC') as answered_at,
    coalesce(least(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'acknowledged_at'), 3, 'UTC'), answered_at),
        parseDateTime64BestEffortOrNull(JSONExtractString(data, 'acknowledged_at'), 3, 'UTC'), answered_at) as acknowledged_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'decided_at'), 3, 'UTC') as decided_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'resolved_at'), 3, 'UTC') as resolved_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'escalated_at'), 3, 'UTC') as escalated_at
from stg_records(kind = 'complaint', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
