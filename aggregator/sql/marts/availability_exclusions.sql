-- What: what was entered to leave time of the month out of the agreed time of services, by naming an outage, a
--   monitor's checks or a service: by which rule, by whom and when, and how much it took out of the service and of those above
--   it, for each by the rules of its own agreement, in the version in force when the stretch begins. Two entries for the same
--   time both show it.
-- Grain: one row per entry, outage, monitor or service that it names, and service for which it was entered.
with named as (
    select distinct
        toString(kind) as for_type, toString(source) as source, record, toString(service) as service,
        toUnixTimestamp64Milli(record_begins_at) as begins_ms, toUnixTimestamp64Milli(record_ends_at) as ends_ms
    from {interruptions:Identifier}
    where month = {month:Date} and kind in ('outage', 'monitor_check')
    union all
    select 'service', '', service, service, 0, toUnixTimestamp64Milli({cut:DateTime64(3, 'UTC')})
    from services where definitions = {definitions:String}
)
select
    {month:Date} as month, x.source as entry_source, x.entry as entry, c.for_type as record_type, c.source as source,
    c.record as record, c.scope as service, c.top as top_service, h.agreement as agreement, x.rule as rule,
    multiIf(
        x.withdrawn, 'withdrawn', not has(h.rules, x.rule), 'no-rule', t.entry != '', 'applied', 'not-approved') as status,
    x.begins_at as begins_at, x.ends_at as ends_at, toUInt64(t.ms) as excluded_ms,
    x.entered_by as entered_by, x.entered_at as entered_at, x.approved_by as approved_by, x.approved_at as approved_at,
    x.reason as reason
from stg_exclusions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as x
join (
    select
        n.for_type as for_type, n.source as source, n.record as record,
        arrayJoin(empty(s.lineage) ? [n.service] : s.lineage) as scope, s.top_service = '' ? n.service : s.top_service as top
    from (select distinct for_type, source, record, service from named) as n
    left join (select service, top_service, lineage from services where definitions = {definitions:String}) as s
        on s.service = n.service
) as c on c.for_type = x.for_type and c.record = x.for_record
left join (
    select h.service as service, h.agreement as agreement, h.valid_from as valid_from, h.valid_until as valid_until, r.rules as rules
    from (select * from service_hours where definitions = {definitions:String}) as h
    left join (
        select agreement, valid_from, groupArray(rule) as rules from exclusion_rules
        where definitions = {definitions:String} group by agreement, valid_from
    ) as r on r.agreement = h.agreement and r.valid_from = h.valid_from
) as h on h.service = c.scope
left join (
    select
        e.entry_source as entry_source, e.entry as entry, e.for_record as record, n.source as source, e.service as service,
        sum(greatest(
            0, least(e.ends_ms, n.ends_ms, s.ends_ms) - greatest(e.begins_ms, n.begins_ms, s.begins_ms))) as ms
    from int_excluded_time(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
        time_zone = {time_zone:String}) as e
    join named as n on n.for_type = e.for_type and n.record = e.for_record
    left join (
        select
            toString(service) as service,
            toUnixTimestamp64Milli(begins) as begins_ms, toUnixTimestamp64Milli(ends) as ends_ms
        from {availability_segments:Identifier}
        where month = {month:Date} and in_month and in_hours and excluded and not planned and not down
    ) as s on s.service = e.service
    where e.only_source in ('', n.source)
    group by entry_source, entry, record, source, service
) as t on t.entry_source = x.source and t.entry = x.entry and t.record = c.record and t.source = c.source
    and t.service = c.scope
where x.for_source in ('', c.source)
    and x.begins_at < {cut:DateTime64(3, 'UTC')} and x.ends_at > {month_start:DateTime64(3, 'UTC')}
    and (h.service = '' or x.begins_at >= h.valid_from and x.begins_at < h.valid_until)
