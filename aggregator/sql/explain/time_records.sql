-- What: what was told of the time between {from} and {to} that availability is made of: interruptions and what excused each
--   part of them (maintenance, or an exclusion where the service's agreement has its rule), approved maintenance from when it
--   was effective, exclusions as far as they leave out time, monitoring. `services` are those for which it counts.
--   [whole_begins_ms, whole_ends_ms) is what the part was cut from: of a monitor's checks the stretch that they make.
-- Grain: one row per record and part [begins_ms, ends_ms), milliseconds since 1970.
with lines as (
    select service, lineage from services where definitions = {definitions:String}
)
select
    toString(i.kind) as record_type, toString(i.source) as source, i.record as record,
    arrayFilter(
        one -> has(i.excluded_for, one) = left_out, empty(l.lineage) ? [toString(i.service)] : l.lineage) as services,
    toUnixTimestamp64Milli(i.begins_at) as begins_ms, toUnixTimestamp64Milli(i.ends_at) as ends_ms,
    toUnixTimestamp64Milli(i.record_begins_at) as whole_begins_ms, toUnixTimestamp64Milli(i.record_ends_at) as whole_ends_ms,
    arrayConcat(i.excused_by, left_out ? i.excluded_by : []) as excused_by, i.unmonitored as unmonitored
from (select *, arrayJoin([0, 1]) as left_out from {interruptions:Identifier}) as i
left join lines as l on l.service = i.service
where notEmpty(services) and i.month = {month:Date} and i.begins_at < {to:DateTime64(3, 'UTC')} and i.ends_at > {from:DateTime64(3, 'UTC')}
union all
select
    'maintenance', toString(m.source), m.record,
    arrayDistinct(arrayConcat(
        [m.service], anyIf(l.lineage, l.service = m.service), groupArrayIf(l.service, has(l.lineage, m.service)))),
    greatest(m.begins_ms, m.effective_ms) as begins, m.ends_ms, m.begins_ms, m.ends_ms, [], 0
from int_maintenance_windows(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}) as m
cross join lines as l
where begins < toUnixTimestamp64Milli({to:DateTime64(3, 'UTC')}) and m.ends_ms > toUnixTimestamp64Milli({from:DateTime64(3, 'UTC')})
    and begins < m.ends_ms
group by m.source, m.record, m.service, m.begins_ms, m.effective_ms, m.ends_ms
union all
select
    'exclusion', toString(x.entry_source), x.entry, groupUniqArray(x.service), x.begins_ms, x.ends_ms, x.begins_ms,
    x.ends_ms, [], 0
from int_excluded_time(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
    time_zone = {time_zone:String}) as x
left join lines as own on own.service = x.service
left join lines as other on other.service = x.for_record
left join (select kind, record, excluded_for from {interruptions:Identifier} where month = {month:Date}) as i
    on i.kind = x.for_type and i.record = x.for_record
where x.begins_ms < toUnixTimestamp64Milli({to:DateTime64(3, 'UTC')})
    and x.ends_ms > toUnixTimestamp64Milli({from:DateTime64(3, 'UTC')})
    and (has(i.excluded_for, x.service)
        or x.for_type = 'service' and (has(own.lineage, x.for_record) or has(other.lineage, x.service)))
group by x.entry_source, x.entry, x.begins_ms, x.ends_ms
union all
select
    'monitor_coverage', toString(c.source), c.record, empty(l.lineage) ? [c.service] : l.lineage,
    toUnixTimestamp64Milli(assumeNotNull(c.begins_at)) as from_ms, toUnixTimestamp64Milli(assumeNotNull(c.ends_at)) as to_ms,
    from_ms, to_ms, [], 0
from stg_monitor_coverage(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as c
left join lines as l on l.service = c.service
where c.begins_at < {to:DateTime64(3, 'UTC')} and c.ends_at > {from:DateTime64(3, 'UTC')}
