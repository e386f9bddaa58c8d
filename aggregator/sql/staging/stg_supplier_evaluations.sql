-- What: evaluations of suppliers as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'supplier') as supplier,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC') as begins_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'ends_at'), 3, 'UTC') as ends_at,
    JSONExtractString(data, 'written_review') as written_review,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'review_due_at'), 3, 'UTC') as review_due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'reviewed_at'), 3, 'UTC') as reviewed_at,
    JSONExtract(data, 'targets_measured', 'Nullable(Int64)') as targets_measured,
    JSONExtract(data, 'targets_met', 'Nullable(Int64)') as targets_met,
    JSONExtract(data, 'deliveries', 'Nullable(Int64)') as deliveries,
    JSONExtract(data, 'deliveries_late', 'Nullable(Int64)') as deliveries_late,
    JSONExtract(data, 'disputes_open', 'Nullable(Int64)') as disputes_open,
    JSONExtract(data, 'aligned', 'Nullable(Bool)') as aligned,
    JSONExtractFloat(data, 'scale_min') as lowest,
    JSONExtractFloat(data, 'scale_max') as highest,
    toInt64(round(100 + 400 * (JSONExtractFloat(data, 'score') - lowest) / (highest - lowest))) as points,
    ifNull(first_occurred_at, last_occurred_at) as evaluated_at
from stg_records(
    kind = 'supplier_evaluation', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
where highest > lowest
