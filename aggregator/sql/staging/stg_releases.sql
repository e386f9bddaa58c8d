-- What: releases as they stand at {until}, as known at {as_of}, with every service that they name. Numbers that are not
--   stated are null. Since when a release is live, and when it was asked for, is what was said before its entry was last
--   written anew. withdrawn_at = when its record ceased to say that it was live; null while it does.
-- Grain: one row per record (source, record).
select
    source,
    record,
    arrayDistinct(arrayPushFront(JSONExtract(data, 'services', 'Array(String)'), toString(service))) as services,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'version') as version,
    JSONExtractString(data, 'kind') as kind,
    JSONExtractString(data, 'state') as state,
    JSONExtractString(data, 'outcome') as outcome,
    JSONExtractString(data, 'back_out_reason') as back_out_reason,
    JSONExtract(data, 'tested', 'Nullable(Bool)') as tested,
    JSONExtract(data, 'scheduled', 'Nullable(Bool)') as scheduled,
    JSONExtract(data, 'caused_incidents', 'Array(String)') as caused_incidents,
    JSONExtract(data, 'acceptance_criteria', 'Nullable(Int64)') as acceptance_criteria,
    JSONExtract(data, 'acceptance_criteria_met', 'Nullable(Int64)') as acceptance_criteria_met,
    JSONExtract(data, 'planned_downtime_seconds', 'Nullable(Int64)') as planned_downtime_seconds,
    JSONExtract(data, 'actual_downtime_seconds', 'Nullable(Int64)') as actual_downtime_seconds,
    JSONExtract(data, 'defects_known', 'Nullable(Int64)') as defects_known,
    JSONExtract(data, 'defects_found', 'Nullable(Int64)') as defects_found,
    parseDateTime64BestEffortOrNull(JSONExtractString(of_going_live, 'requested_at'), 3, 'UTC') as requested_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'approved_at'), 3, 'UTC') as approved_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'planned_start_at'), 3, 'UTC') as planned_start_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'planned_end_at'), 3, 'UTC') as planned_end_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(of_going_live, 'deployed_start_at'), 3, 'UTC') as deployed_start_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(of_going_live, 'deployed_end_at'), 3, 'UTC') as deployed_end_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'reviewed_at'), 3, 'UTC') as reviewed_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'closed_at'), 3, 'UTC') as closed_at,
    withdrawn_at
from (
    select
        source,
        record,
        argMax(w.service, w.at) as service,
        argMax(w.data, w.at) as data,
        argMaxIf(w.data, w.at, not w.rewritten) as of_going_live,
        argMax(tuple(w.live_at), w.at).1 is null ? maxOrNullIf(w.at, w.withdrawn) : null as withdrawn_at
    from stg_release_words(as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as w
    group by source, record
)
