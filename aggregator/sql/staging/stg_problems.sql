-- What: problems: what only their data tell, as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'origin') as origin,
    JSONExtractString(data, 'major_incident') as major_incident,
    JSONExtractString(data, 'root_cause') as root_cause,
    JSONExtract(data, 'known_error', 'Nullable(Bool)') as known_error,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'known_error_at'), 3, 'UTC') as known_error_at,
    JSONExtractString(data, 'workaround') as workaround,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'workaround_at'), 3, 'UTC') as workaround_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'root_cause_found_at'), 3, 'UTC') as root_cause_found_at,
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'resolved_at'), 3, 'UTC'),
        parseDateTime64BestEffortOrNull(JSONExtractString(data, 'closed_at'), 3, 'UTC')) as resolved_at,
    JSONExtractString(data, 'state') as state
from stg_records(
    kind = 'problem', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
