-- What: targets of open records at risk at the month's cut, the first due first; those that no calendar brings due last.
-- Grain: one row per record and measure.
select
    toString(measure) as measure,
    toString(record_type) as record_type,
    toString(source) as source,
    record,
    title,
    toString(service) as service,
    toString(priority) as priority,
    toString(assignment_group) as assignment_group,
    toString(supplier) as supplier,
    toString(agreement) as agreement,
    toUnixTimestamp64Milli(open_targets.opened_at) as opened_at,
    target_ms,
    used_ms,
    left_ms,
    toUnixTimestamp64Milli(open_targets.due_at) as due_at,
    paused
from open_targets
where month = {month:Date} and at_risk = 1
order by due_at is null, due_at, left_ms, record_type, source, record, measure
