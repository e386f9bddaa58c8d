-- What: nonconformities that people entered: overdue ones first, then open ones, by their date.
-- Grain: one row per record.
select
    toString(nonconformities.source) as source,
    record,
    title,
    rule,
    toString(nonconformities.found_by) as found_by,
    toUnixTimestamp64Milli(nonconformities.found_at) as found_at,
    toString(nonconformities.severity) as severity,
    toString(nonconformities.service) as service,
    evidence,
    root_cause,
    toString(nonconformities.cause) as cause,
    correction,
    owner,
    toUnixTimestamp64Milli(nonconformities.due_at) as due_at,
    toUnixTimestamp64Milli(nonconformities.closed_at) as closed_at,
    open,
    overdue
from nonconformities
where month = {month:Date}
order by overdue desc, open desc, nonconformities.due_at, nonconformities.found_at, source, record
