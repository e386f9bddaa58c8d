-- What: invocations of continuity plans as they stand at {until}, as known at {as_of}. Durations are milliseconds; null = not
--   stated. The recovery time is the stated one, else from the loss of the service (or the invocation) to its recovery.
-- Grain: one row per record (source, record).
select
    source,
    record,
    arrayDistinct(arrayConcat(
        [JSONExtractString(data, 'service')], JSONExtract(data, 'services', 'Array(String)'))) as services,
    JSONExtractString(data, 'plan') as plan,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'reason') as reason,
    JSONExtractString(data, 'invoked_by') as invoked_by,
    JSONExtractString(data, 'major_incident') as major_incident,
    JSONExtractString(data, 'cause') as cause,
    JSONExtract(data, 'lessons', 'Array(String)') as lessons,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'disrupted_at'), 3, 'UTC') as disrupted_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'declared_at'), 3, 'UTC') as declared_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'invoked_at'), 3, 'UTC') as invoked_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'recovered_at'), 3, 'UTC') as recovered_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'returned_to_normal_at'), 3, 'UTC') as returned_to_normal_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'reviewed_at'), 3, 'UTC') as reviewed_at,
    JSONExtract(data, 'rto_seconds', 'Nullable(Int64)') * 1000 as rto_ms,
    JSONExtract(data, 'rpo_seconds', 'Nullable(Int64)') * 1000 as rpo_ms,
    ifNull(
        JSONExtract(data, 'recovery_seconds', 'Nullable(Int64)') * 1000,
        dateDiff('millisecond', ifNull(disrupted_at, invoked_at), recovered_at)) as recovery_ms,
    JSONExtract(data, 'data_loss_seconds', 'Nullable(Int64)') * 1000 as data_loss_ms
from stg_records(
    kind = 'continuity_invocation', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
