-- What: use of resources as stated up to {until}, as known at {as_of}. Amounts are thousandths of the sample's own unit, as
--   whole numbers; null = not stated. `at` = when the stretch began, else when the sample was taken.
-- Grain: one row per record (source, record).
select
    source,
    record,
    JSONExtractString(data, 'service') as service,
    JSONExtractString(data, 'resource') as resource,
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC'), last_occurred_at) as at,
    toInt64(round(JSONExtractFloat(data, 'level') * 1000)) as level,
    toInt64(round(JSONExtract(data, 'peak', 'Nullable(Float64)') * 1000)) as peak,
    toInt64(round(JSONExtract(data, 'p95', 'Nullable(Float64)') * 1000)) as p95,
    toInt64(round(JSONExtract(data, 'limit', 'Nullable(Float64)') * 1000)) as most,
    toInt64(round(JSONExtract(data, 'warning_threshold', 'Nullable(Float64)') * 1000)) as warning_threshold,
    toInt64(round(JSONExtract(data, 'critical_threshold', 'Nullable(Float64)') * 1000)) as critical_threshold,
    toInt64(round(JSONExtract(data, 'forecast', 'Nullable(Float64)') * 1000)) as forecast,
    JSONExtract(data, 'transactions', 'Nullable(Int64)') as transactions,
    JSONExtract(data, 'transactions_within_target', 'Nullable(Int64)') as within_target,
    JSONExtractBool(data, 'unplanned_purchase') as unplanned_purchase
from stg_stated_records(kind = 'capacity_sample', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
