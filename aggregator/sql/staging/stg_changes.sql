-- What: changes as they stand at {until}, as known at {as_of}, with every service that they name.
-- Grain: one row per record (source, record).
select
    source,
    record,
    arrayDistinct(arrayPushFront(JSONExtract(data, 'services', 'Array(String)'), toString(service))) as services,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'class') as class,
    JSONExtractString(data, 'state') as state,
    JSONExtractString(data, 'outcome') as outcome,
    JSONExtractString(data, 'cause') as cause,
    JSONExtractString(data, 'category') as category,
    JSONExtractBool(data, 'security_assessed') as security_assessed,
    JSONExtract(data, 'caused_incidents', 'Array(String)') as caused_incidents,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'requested_at'), 3, 'UTC') as requested_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'costed_at'), 3, 'UTC') as costed_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'approved_at'), 3, 'UTC') as approved_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'planned_start_at'), 3, 'UTC') as planned_start_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'planned_end_at'), 3, 'UTC') as planned_end_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'implemented_start_at'), 3, 'UTC') as implemented_start_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'implemented_end_at'), 3, 'UTC') as implemented_end_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'reviewed_at'), 3, 'UTC') as reviewed_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'closed_at'), 3, 'UTC') as closed_at
from stg_records(kind = 'change', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
