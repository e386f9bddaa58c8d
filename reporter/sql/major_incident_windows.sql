-- What: figures of affected services before and after the major incidents of the month.
-- Grain: one row per major incident, service and part.
select
    toString(major_incident_windows.source) as source,
    record,
    toString(major_incident_windows.service) as service,
    toString(major_incident_windows.part) as part,
    toUnixTimestamp64Milli(major_incident_windows.begins_at) as begins_at,
    toUnixTimestamp64Milli(major_incident_windows.ends_at) as ends_at,
    incidents_opened,
    incidents_resolved,
    resolution_ms,
    answers,
    points,
    complaints,
    agreed_ms,
    down_ms
from major_incident_windows
where month = {month:Date}
order by source, record, service, part desc
