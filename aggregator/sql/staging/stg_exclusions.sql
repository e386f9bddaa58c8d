-- What: stretches of records that people want left out, as they stand at {until}, as known at {as_of}. entered_at = when the
--   entry was first made; approved_at where a person approved it: as stated, else when that was entered.
-- Grain: one row per entry (source, entry).
select
    source,
    record as entry,
    JSONExtractString(data, 'record_type') as for_type,
    JSONExtractString(data, 'record_source') as for_source,
    JSONExtractString(data, 'record') as for_record,
    JSONExtractString(data, 'rule') as rule,
    assumeNotNull(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'begins_at'), 3, 'UTC')) as begins_at,
    assumeNotNull(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'ends_at'), 3, 'UTC')) as ends_at,
    JSONExtractString(data, 'entered_by') as entered_by,
    first_occurred_at as entered_at,
    JSONExtractString(data, 'approved_by') as approved_by,
    approved_by = '' ? null : ifNull(
        parseDateTime64BestEffortOrNull(JSONExtractString(data, 'approved_at'), 3, 'UTC'), last_occurred_at) as approved_at,
    JSONExtractString(data, 'reason') as reason,
    JSONExtractBool(data, 'withdrawn') as withdrawn
from stg_records(kind = 'exclusion', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
