-- What: what people entered to be left out of the clocks of the month's records, those that count first.
-- Grain: one row per entry and record.
select
    entry,
    toString(record_type) as record_type,
    toString(source) as source,
    record,
    toString(service) as service,
    toString(agreement) as agreement,
    toString(rule) as rule,
    toString(status) as status,
    toUnixTimestamp64Milli(exclusions.begins_at) as begins_at,
    toUnixTimestamp64Milli(exclusions.ends_at) as ends_at,
    toInt64(exclusions.excluded_ms) as excluded_ms,
    entered_by,
    toUnixTimestamp64Milli(exclusions.entered_at) as entered_at,
    approved_by,
    toUnixTimestamp64Milli(exclusions.approved_at) as approved_at,
    reason
from exclusions
where month = {month:Date}
order by status != 'applied', excluded_ms desc, record_type, source, record, begins_at, entry
