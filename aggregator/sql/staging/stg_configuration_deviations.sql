-- What: differences between configuration records and what was found as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'change') as change,
    JSONExtractString(data, 'configuration_item') as configuration_item,
    JSONExtractString(data, 'nonconformity') as nonconformity,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'found_at'), 3, 'UTC') as found_at
from stg_records(
    kind = 'configuration_deviation', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
