-- What: information security incidents as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'class') as class,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'began_at'), 3, 'UTC') as began_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'detected_at'), 3, 'UTC') as detected_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'contained_at'), 3, 'UTC') as contained_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'contain_due_at'), 3, 'UTC') as contain_due_at,
    ifNull(detected_at, first_occurred_at) as noticed_at
from stg_records(
    kind = 'security_incident', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
