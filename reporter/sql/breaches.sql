-- What: breaches whose instant lies in the month, and earlier ones still open at its cut.
-- Grain: one row per record and measure.
select
    toString(measure) as measure,
    toString(record_type) as record_type,
    toString(source) as source,
    record,
    toString(service) as service,
    toString(top_service) as top_service,
    toString(priority) as priority,
    toString(assignment_group) as assignment_group,
    toUnixTimestamp64Milli(breaches.breached_at) as breached_at,
    toInt64(target_ms) as target_ms,
    toInt64(elapsed_ms) as elapsed_ms,
    still_open,
    breached_in_month
from breaches
where month = {month:Date}
order by still_open desc, elapsed_ms - target_ms desc, record_type, source, record, measure
