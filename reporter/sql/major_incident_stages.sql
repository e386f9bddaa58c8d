-- What: the stages of the major incidents of the month.
-- Grain: one row per major incident and stage.
select
    toString(major_incident_stages.source) as source,
    record,
    position,
    toString(major_incident_stages.stage) as stage,
    toUnixTimestamp64Milli(major_incident_stages.from_at) as from_at,
    toUnixTimestamp64Milli(major_incident_stages.reached_at) as reached_at,
    took_ms,
    within_ms,
    working_days,
    toUnixTimestamp64Milli(major_incident_stages.due_at) as due_at,
    toString(major_incident_stages.verdict) as verdict
from major_incident_stages
where month = {month:Date}
order by source, record, position
