-- What: nonconformities as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    lower(JSONExtractString(data, 'source')) as found_by,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'found_at'), 3, 'UTC') as found_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'closed_at'), 3, 'UTC') as closed_at,
    JSONExtract(data, 'dispute', 'Nullable(Bool)') as dispute
from stg_records(
    kind = 'nonconformity', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
