-- What: which incidents a change or release caused, as told before {cut}: by the incident, which names its cause, or by
--   the change or release, which names its incidents. opened_at and priority are null for an incident that only the
--   latter tells of (or that had no update since {since}).
-- Grain: one row per cause (subject of a change or release) and incident.
select cause, incident, any(i.opened_at) as opened_at, any(i.priority) as priority
from (
    select caused_by as cause, record as incident
    from int_recent_incidents(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')})
    where caused_by != ''
    union all
    select record, arrayJoin(caused_incidents)
    from stg_changes(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    union all
    select record, arrayJoin(caused_incidents)
    from stg_releases(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
) as c
left join (
    select record, toNullable(opened_at) as opened_at, toNullable(toString(priority)) as priority
    from int_recent_incidents(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')})
) as i on i.record = c.incident
group by cause, incident
