-- What: actions that were under way in the month, or whose effect was to be checked or was checked in it: overdue ones first.
-- Grain: one row per record.
select
    toString(actions.source) as source,
    record,
    toString(actions.kind) as kind,
    title,
    nonconformity,
    problem,
    owner,
    toUnixTimestamp64Milli(actions.due_at) as due_at,
    toUnixTimestamp64Milli(actions.closed_at) as closed_at,
    cancelled,
    toUnixTimestamp64Milli(actions.effectiveness_due_at) as effectiveness_due_at,
    toUnixTimestamp64Milli(actions.verified_at) as verified_at,
    verified_by,
    effective,
    overdue
from actions
where month = {month:Date}
order by overdue desc, actions.due_at, source, record
