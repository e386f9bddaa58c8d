-- What: major incidents declared in the month, going on, observed, reviewed or overdue for review in it.
-- Grain: one row per major incident.
select
    toString(major_incidents.source) as source,
    record,
    incident,
    title,
    services,
    toString(major_incidents.priority) as priority,
    declared_by,
    affected_users,
    impact,
    cause,
    problem,
    root_cause,
    caused_by,
    continuity_invocation,
    toString(major_incidents.begun_by) as begun_by,
    toUnixTimestamp64Milli(major_incidents.begun_at) as begun_at,
    toUnixTimestamp64Milli(major_incidents.declared_at) as declared_at,
    toUnixTimestamp64Milli(major_incidents.ended_at) as ended_at,
    duration_ms,
    toUnixTimestamp64Milli(major_incidents.root_cause_found_at) as root_cause_found_at,
    toUnixTimestamp64Milli(major_incidents.review_due_at) as review_due_at,
    toUnixTimestamp64Milli(major_incidents.reviewed_at) as reviewed_at,
    toBool(major_incidents.declared_in_month) as declared_in_month,
    observed_ms,
    after_ms,
    arrayMap(entry -> (toUnixTimestamp64Milli(entry.at), entry.what, entry.by), timeline) as timeline,
    lessons
from major_incidents
where month = {month:Date}
order by major_incidents.declared_at, source, record
