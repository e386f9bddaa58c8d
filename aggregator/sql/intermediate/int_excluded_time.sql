-- What: time that approved exclusions leave out of the agreed time of services (rule 9): of an interruption, which is an
--   outage with the incident that it names, or an incident; or a window of a service as a whole. It is left out for each
--   service whose service level agreement, in the version in force, has the rule. A named person approved it before {cut}, and
--   nobody withdrew it; the months that were over when it was approved keep their time.
-- Grain: one row per entry, what it names (for_type, for_record), and service; stretches in milliseconds since 1970.
select distinct
    source as entry_source, entry, named.1 as for_type, named.2 as for_record, named.3 as only_source, h.service as service,
    toUnixTimestamp64Milli(greatest(x.begins_at, x.open_since, h.valid_from)) as begins_ms,
    toUnixTimestamp64Milli(least(x.ends_at, h.valid_until)) as ends_ms
from (
    select
        e.source as source, e.entry as entry, e.rule as rule, e.begins_at as begins_at, e.ends_at as ends_at,
        toDateTime64(toStartOfMonth(toDate(toTimeZone(assumeNotNull(e.approved_at), {time_zone:String}))), 3, {time_zone:String})
            as open_since,
        arrayJoin(arrayConcat(
            [(e.for_type, e.for_record, e.for_source)],
            e.for_type = 'outage' and o.incident != '' and e.for_source in ('', o.source)
                ? [('incident', o.incident, '')] : [])) as named
    from stg_exclusions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as e
    left join stg_outages(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as o
        on o.record = e.for_record
    where e.approved_at < {cut:DateTime64(3, 'UTC')} and not e.withdrawn
) as x
join (
    select rule, agreement, valid_from from exclusion_rules where definitions = {definitions:String}
) as r on r.rule = x.rule
join (
    select service, agreement, valid_from, valid_until from service_hours where definitions = {definitions:String}
) as h on h.agreement = r.agreement and h.valid_from = r.valid_from
where begins_ms < ends_ms
