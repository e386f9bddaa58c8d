-- What: problems open at the month's cut, how old they are, and whether they are known errors with a workaround (in words, or
--   since a stated instant).
-- Grain: one row per record (source, record).
select
    {month:Date} as month, l.source as source, l.record as record, l.title as title, l.service as service,
    l.top_service as top_service, l.priority as priority, l.assignment_group as assignment_group, l.opened_at as opened_at,
    dateDiff('millisecond', l.opened_at, {cut:DateTime64(3, 'UTC')}) as age_ms,
    p.root_cause_found_at as root_cause_found_at,
    ifNull(p.known_error, 0) or p.known_error_at is not null as known_error,
    p.workaround != '' or p.workaround_at is not null as workaround
from {ledger:Identifier} as l
left join stg_problems(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as p
    on p.source = l.source and p.record = l.record
where l.month = {month:Date} and l.record_type = 'problem' and l.open_at_end
