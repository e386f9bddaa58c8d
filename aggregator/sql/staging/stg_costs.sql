-- What: costs, amounts in hundredths of the currency, as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'month') as cost_month,
    toInt64(round(JSONExtract(data, 'budget', 'Nullable(Float64)') * 100)) as budget,
    toInt64(round(JSONExtract(data, 'actual', 'Nullable(Float64)') * 100)) as actual,
    toInt64(round(JSONExtract(data, 'credits', 'Nullable(Float64)') * 100)) as credits,
    toInt64(round(JSONExtract(data, 'forecast', 'Nullable(Float64)') * 100)) as forecast,
    JSONExtractString(data, 'cost_model') as cost_model,
    lower(JSONExtractString(data, 'unit')) as unit,
    toInt64(round(JSONExtract(data, 'units', 'Nullable(Float64)'))) as units
from stg_records(
    kind = 'cost', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
