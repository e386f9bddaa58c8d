-- What: reviews, due or held, as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'customer') as customer,
    lower(JSONExtractString(data, 'kind')) as review_kind,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'held_at'), 3, 'UTC') as held_at,
    JSONExtract(data, 'items_due', 'Nullable(Int64)') as items_due,
    JSONExtract(data, 'items_done', 'Nullable(Int64)') as items_done,
    JSONExtractArrayRaw(data, 'decisions') as decisions
from stg_records(
    kind = 'review', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
