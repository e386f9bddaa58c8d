-- What: major incidents as they stand at {until}, as known at {as_of}, with every service that they name. Instants at or after
--   {until} are plans and are left out.
-- Grain: one row per record (source, record).
with name -> (parseDateTime64BestEffortOrNull(JSONExtractString(data, name), 3, 'UTC') as at) < {until:DateTime64(3, 'UTC')}
    ? at : null as passed
select
    source,
    record,
    JSONExtractString(data, 'incident') as stated_incident,
    stated_incident = '' ? record : stated_incident as incident,
    JSONExtractString(data, 'title') as title,
    arrayDistinct(arrayPushFront(JSONExtract(data, 'services', 'Array(String)'), toString(service))) as services,
    JSONExtractString(data, 'priority') as priority,
    JSONExtractString(data, 'declared_by') as declared_by,
    JSONExtract(data, 'affected_users', 'Nullable(Int64)') as affected_users,
    JSONExtractString(data, 'impact') as impact,
    JSONExtractString(data, 'cause') as cause,
    JSONExtractString(data, 'problem') as problem,
    JSONExtractString(data, 'caused_by') as caused_by,
    JSONExtractString(data, 'continuity_invocation') as continuity_invocation,
    passed('detected_at') as detected_at,
    passed('declared_at') as declared_at,
    passed('communicated_at') as communicated_at,
    passed('restored_at') as restored_at,
    passed('closed_at') as closed_at,
    passed('root_cause_found_at') as root_cause_found_at,
    passed('reviewed_at') as reviewed_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'review_due_at'), 3, 'UTC') as review_due_at,
    arrayFilter(entry -> entry.at < {until:DateTime64(3, 'UTC')}, arrayMap(
        entry -> (
            ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(entry, 'at'), 3, 'UTC'), {until:DateTime64(3, 'UTC')}),
            JSONExtractString(entry, 'what'), JSONExtractString(entry, 'by')
        )::Tuple(at DateTime64(3, 'UTC'), what String, by String),
        JSONExtractArrayRaw(data, 'timeline'))) as timeline,
    JSONExtract(data, 'lessons', 'Array(String)') as lessons,
    JSONExtract(data, 'actions', 'Array(String)') as actions
from stg_records(
    kind = 'major_incident', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
