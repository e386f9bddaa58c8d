-- What: corrective and preventive actions and improvements as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(r.service) as service,
    JSONExtractString(data, 'kind') as kind,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'owner') as owner,
    JSONExtractString(data, 'nonconformity') as nonconformity,
    JSONExtractString(data, 'problem') as problem,
    JSONExtractString(data, 'review') as review,
    JSONExtractString(data, 'figure') as figure,
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'opened_at'), 3, 'UTC'), first_occurred_at) as opened_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'closed_at'), 3, 'UTC') as closed_at,
    JSONExtractBool(data, 'cancelled') as cancelled,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'effectiveness_due_at'), 3, 'UTC') as effectiveness_due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'verified_at'), 3, 'UTC') as verified_at,
    JSONExtractString(data, 'verified_by') as verified_by,
    JSONExtract(data, 'effective', 'Nullable(Bool)') as effective,
    toInt64(round(JSONExtract(data, 'expected_benefit', 'Nullable(Float64)') * 100)) as expected_benefit,
    toInt64(round(JSONExtract(data, 'realised_benefit', 'Nullable(Float64)') * 100)) as realised_benefit
from stg_records(kind = 'action', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as r
