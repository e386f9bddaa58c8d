-- What: actions that follow from the major incidents of the month.
-- Grain: one row per major incident and action.
select
    toString(major_incident_actions.source) as source,
    record,
    action,
    toString(major_incident_actions.kind) as kind,
    title,
    owner,
    toUnixTimestamp64Milli(major_incident_actions.due_at) as due_at,
    toUnixTimestamp64Milli(major_incident_actions.closed_at) as closed_at,
    toBool(major_incident_actions.cancelled) as cancelled,
    toUnixTimestamp64Milli(major_incident_actions.verified_at) as verified_at,
    cast(major_incident_actions.effective, 'Nullable(Bool)') as effective,
    toBool(major_incident_actions.known) as known
from major_incident_actions
where month = {month:Date}
order by source, record, action
