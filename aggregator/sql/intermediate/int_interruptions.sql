-- What: what interrupted a service or a part of it, cut to [{history}, {cut}): outages of kind interruption that were not
--   cancelled, incidents of a grade that interrupts, and times in which a monitor's checks found it down. Instants are
--   milliseconds since 1970. `open` = it goes on at the cut (A7). Users of an incident that an outage names are those of the
--   outage; checks know of none.
-- Grain: one row per outage and per incident (kind, source, record); per stretch of a monitor's checks (kind = 'monitor_check',
--   source, record, service, begins_ms), where `record` is the monitor's and has many stretches.
select
    kind, source, record, service, component, cause, change, affected_users,
    greatest(toUnixTimestamp64Milli(assumeNotNull(began_at)), toUnixTimestamp64Milli({history:DateTime64(3, 'UTC')}))
        as begins_ms,
    toUnixTimestamp64Milli(least(ifNull(ended_at, {cut:DateTime64(3, 'UTC')}), {cut:DateTime64(3, 'UTC')})) as ends_ms,
    ended_at is null or ended_at > {cut:DateTime64(3, 'UTC')} as open
from (
    select
        'outage' as kind, source, record, service, component, cause, change, affected_users,
        toNullable(begins_at) as began_at, ends_at as ended_at
    from stg_outages(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    where interrupts and not cancelled and begins_at is not null
    union all
    select
        'incident', source, record, service, component, '', '', 0,
        toNullable(begins_at), ends_at
    from int_incident_interruptions(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        history = {history:DateTime64(3, 'UTC')}, definitions = {definitions:String}, grades = {grades:Array(String)})
    union all
    select
        'monitor_check', source, record, service, component, '', '', 0,
        toNullable(begins_at), ends_at
    from int_check_interruptions(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')})
)
where begins_ms < ends_ms
