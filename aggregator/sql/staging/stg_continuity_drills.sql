-- What: tests of continuity plans as they stand at {until}, as known at {as_of}. Durations are milliseconds; null = not stated.
-- Grain: one row per record (source, record).
select
    source,
    record,
    arrayDistinct(arrayConcat(
        [JSONExtractString(data, 'service')], JSONExtract(data, 'services', 'Array(String)'))) as services,
    JSONExtractString(data, 'plan') as plan,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'method') as method,
    JSONExtractString(data, 'scenario') as scenario,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC') as begins_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'ends_at'), 3, 'UTC') as ends_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'returned_to_normal_at'), 3, 'UTC') as returned_to_normal_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'reviewed_at'), 3, 'UTC') as reviewed_at,
    JSONExtract(data, 'objectives', 'Nullable(Int64)') as objectives,
    JSONExtract(data, 'objectives_met', 'Nullable(Int64)') as objectives_met,
    JSONExtract(data, 'lessons', 'Array(String)') as lessons,
    JSONExtract(data, 'rto_seconds', 'Nullable(Int64)') * 1000 as rto_ms,
    JSONExtract(data, 'rpo_seconds', 'Nullable(Int64)') * 1000 as rpo_ms,
    JSONExtract(data, 'recovery_seconds', 'Nullable(Int64)') * 1000 as recovery_ms,
    JSONExtract(data, 'data_loss_seconds', 'Nullable(Int64)') * 1000 as data_loss_ms
from stg_records(kind = 'continuity_drill', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
