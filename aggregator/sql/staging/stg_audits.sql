-- What: audits of the management system as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC') as begins_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'ends_at'), 3, 'UTC') as ends_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'closed_at'), 3, 'UTC') as closed_at
from stg_records(
    kind = 'audit', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
