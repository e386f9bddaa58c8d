-- What: records on which a division or supplier went beyond its own target, the longest overrun first.
-- Grain: one row per agreement and record.
select
    toString(agreement) as agreement,
    toString(kind) as kind,
    toString(record_type) as record_type,
    toString(source) as source,
    record,
    toString(service) as service,
    toString(priority) as priority,
    assumeNotNull(breached_target_ms) as target_ms,
    elapsed_ms,
    assumeNotNull(toUnixTimestamp64Milli(party_clocks.breached_at)) as breached_at,
    open_at_end as still_open
from party_clocks
where month = {month:Date} and counted = 1 and met = 0
order by still_open desc, elapsed_ms - target_ms desc, agreement, record_type, source, record
