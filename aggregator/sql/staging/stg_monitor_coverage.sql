-- What: stretches in which monitors watched a service, as stated up to {until}, as known at {as_of}, and their gaps.
-- Grain: one row per record (source, record).
select
    source,
    record,
    JSONExtractString(data, 'service') as service,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC') as begins_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'ends_at'), 3, 'UTC') as ends_at,
    arrayMap(
        gap -> (
            parseDateTime64BestEffortOrNull(JSONExtractString(gap, 'begins_at'), 3, 'UTC'),
            parseDateTime64BestEffortOrNull(JSONExtractString(gap, 'ends_at'), 3, 'UTC')),
        JSONExtractArrayRaw(data, 'gaps')) as gaps
from stg_stated_records(kind = 'monitor_coverage', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
