-- What: problems open at the month's cut, the oldest first.
-- Grain: one row per record.
select
    toString(problems.source) as source,
    record,
    title,
    toString(problems.service) as service,
    toString(problems.priority) as priority,
    toString(problems.assignment_group) as assignment_group,
    toUnixTimestamp64Milli(problems.opened_at) as opened_at,
    age_ms,
    toUnixTimestamp64Milli(problems.root_cause_found_at) as root_cause_found_at,
    known_error,
    workaround
from problems
where month = {month:Date}
order by age_ms desc, source, record
