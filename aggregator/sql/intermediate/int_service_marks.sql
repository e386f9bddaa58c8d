-- What: what is agreed and known of a service beside its interruptions, as stretches from {history} to {cut}: its agreed hours
--   by version of the agreement; approved maintenance of it, of what is above and of what is below it, from when it was
--   effective; windows that agreed exclusions of it, of what is above and of what is below it leave out; time in which it or
--   a part below it was not monitored; that it was checked at all. Services of the definitions, and those that stand in
--   maintenance, monitoring or checks alone.
-- Grain: one row per service, kind and stretch [begins_ms, ends_ms), milliseconds since 1970.
with lines as (
    select service, lineage from services where definitions = {definitions:String}
)
select
    h.service as service, 'hours' as kind,
    toUnixTimestamp64Milli(greatest(w.opens, h.valid_from)) as begins_ms,
    toUnixTimestamp64Milli(least(w.closes, h.valid_until)) as ends_ms
from (select * from service_hours where definitions = {definitions:String}) as h
join (
    select calendar, opens, closes from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service' and opens < {cut:DateTime64(3, 'UTC')}
        and closes > {history:DateTime64(3, 'UTC')}
) as w on w.calendar = h.calendar
where begins_ms < ends_ms
union all
select s.concerned, 'planned', greatest(m.begins_ms, m.effective_ms), m.ends_ms
from int_maintenance_windows(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}) as m
left join (
    select distinct l.1 as concerned, l.2 as named
    from lines
    array join arrayConcat(arrayMap(up -> (lines.service, up), lineage), arrayMap(up -> (up, lines.service), lineage)) as l
    union distinct
    select service, service
    from int_maintenance_windows(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')})
) as s on s.named = m.service
union all
select x.service, 'excluded', x.begins_ms, x.ends_ms
from int_excluded_time(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
    time_zone = {time_zone:String}) as x
join lines as own on own.service = x.service
join lines as other on other.service = x.for_record
where x.for_type = 'service' and (has(own.lineage, x.for_record) or has(other.lineage, x.service))
union all
select arrayJoin(empty(l.lineage) ? [u.service] : l.lineage), 'unmonitored', u.begins_ms, u.ends_ms
from int_unmonitored(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
    history = {history:DateTime64(3, 'UTC')}) as u
left join lines as l on l.service = u.service
union all
select
    c.service, 'checked', toUnixTimestamp64Milli({history:DateTime64(3, 'UTC')}),
    toUnixTimestamp64Milli({cut:DateTime64(3, 'UTC')})
from stg_checked_services(
    as_of = {as_of:DateTime64(3, 'UTC')}, since = {history:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as c
