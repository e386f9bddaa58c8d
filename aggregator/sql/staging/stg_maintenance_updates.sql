-- What: maintenance windows as each update stated them up to {until}, as known at {as_of}; entered_at = when it did.
-- Grain: one row per update (source, record, id).
select
    source,
    record,
    occurred_at as entered_at,
    (occurred_at, sequence, id) as place,
    JSONExtractString(data, 'title') as title,
    arrayDistinct(arrayFilter(service -> service != '', arrayConcat(
        [JSONExtractString(data, 'service')], JSONExtract(data, 'services', 'Array(String)')))) as services,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC') as begins_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'ends_at'), 3, 'UTC') as ends_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'actual_ends_at'), 3, 'UTC') as actual_ends_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'approved_at'), 3, 'UTC') as approved_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'announced_at'), 3, 'UTC') as announced_at,
    JSONExtractBool(data, 'cancelled') as cancelled,
    JSONExtractString(data, 'exception_approved_by') as exception_approved_by,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'exception_approved_at'), 3, 'UTC') as exception_approved_at
from stg_record_updates(
    kind = 'maintenance', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
