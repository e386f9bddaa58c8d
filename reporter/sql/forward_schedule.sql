-- What: changes, releases, deployments and maintenance planned to begin in the month after.
-- Grain: one row per record.
select
    toString(forward_schedule.record_type) as record_type,
    toString(forward_schedule.source) as source,
    record,
    title,
    toString(forward_schedule.kind) as kind,
    services,
    toUnixTimestamp64Milli(forward_schedule.begins_at) as begins_at,
    toUnixTimestamp64Milli(forward_schedule.ends_at) as ends_at,
    toBool(forward_schedule.approved) as approved,
    toUnixTimestamp64Milli(forward_schedule.announced_at) as announced_at
from forward_schedule
where month = {month:Date}
order by forward_schedule.begins_at, record_type, source, record
