-- What: signs that a figure may have been polished, in the month.
-- Grain: one row per sign, record and instant; of late maintenance per outage.
select
    toString(integrity_signs.sign) as sign,
    toString(integrity_signs.record_type) as record_type,
    toString(integrity_signs.source) as source,
    record,
    toString(integrity_signs.service) as service,
    toString(integrity_signs.priority) as priority,
    toString(integrity_signs.assignment_group) as assignment_group,
    toUnixTimestamp64Milli(integrity_signs.at) as at,
    toInt64(integrity_signs.used_ms) as used_ms,
    toInt64(integrity_signs.target_ms) as target_ms,
    related,
    exception_by
from integrity_signs
where month = {month:Date}
order by sign, integrity_signs.at, record_type, source, record, related
