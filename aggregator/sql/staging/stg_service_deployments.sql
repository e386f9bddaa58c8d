-- What: deployments of new or changed services as they stand at {until}, as known at {as_of}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'kind') as kind,
    JSONExtractString(data, 'state') as state,
    JSONExtractString(data, 'back_out_reason') as back_out_reason,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'backed_out_at'), 3, 'UTC') as backed_out_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'approved_at'), 3, 'UTC') as approved_at,
    JSONExtract(data, 'acceptance_criteria', 'Nullable(Int64)') as acceptance_criteria,
    JSONExtract(data, 'acceptance_criteria_met', 'Nullable(Int64)') as acceptance_criteria_met,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'planned_at'), 3, 'UTC') as planned_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'deployed_at'), 3, 'UTC') as deployed_at,
    toInt64(round(JSONExtract(data, 'budget', 'Nullable(Float64)') * 100)) as budget,
    toInt64(round(JSONExtract(data, 'cost', 'Nullable(Float64)') * 100)) as cost,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'accepted_at'), 3, 'UTC') as accepted_at,
    JSONExtract(data, 'accepted_first_time', 'Nullable(Bool)') as accepted_first_time,
    JSONExtract(data, 'outcome_targets', 'Nullable(Int64)') as outcome_targets,
    JSONExtract(data, 'outcome_targets_met', 'Nullable(Int64)') as outcome_targets_met,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'outcome_assessed_at'), 3, 'UTC') as outcome_assessed_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'review_due_at'), 3, 'UTC') as review_due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'reviewed_at'), 3, 'UTC') as reviewed_at,
    JSONExtract(data, 'users', 'Nullable(Int64)') as users
from stg_records(
    kind = 'service_deployment', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
