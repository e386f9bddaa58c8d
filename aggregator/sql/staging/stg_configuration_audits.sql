-- What: audits of configuration records as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'audited_at'), 3, 'UTC') as audited_at,
    JSONExtract(data, 'items_due', 'Nullable(Int64)') as items_due,
    JSONExtract(data, 'items_audited', 'Nullable(Int64)') as items_audited,
    JSONExtract(data, 'items_correct', 'Nullable(Int64)') as items_correct,
    JSONExtract(data, 'attributes_mandatory', 'Nullable(Int64)') as attributes_mandatory,
    JSONExtract(data, 'attributes_filled', 'Nullable(Int64)') as attributes_filled
from stg_records(
    kind = 'configuration_audit', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
