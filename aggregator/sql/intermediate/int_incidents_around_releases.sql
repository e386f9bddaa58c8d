-- What: incidents of the services that a release, or the deployment of a new or changed service, names, or of services below
--   them, around the instant from which it was live: `after` = opened in the 14 days (of 24 h) from then on, before {cut} only;
--   `before` = opened in the 28 days before. observed_ms = how much of the 14 days lies before {cut}.
--   Incidents are counted up by service once, and looked up at three instants: a release is not held against each of them.
-- Grain: one row per release and service deployment live in [{month_start}, {cut}) (record_type, source, record).
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages
select
    r.record_type as record_type, r.source as source, r.record as record,
    least(14 * 86400000, dateDiff('millisecond', any(r.live_at), {cut:DateTime64(3, 'UTC')})) as observed_ms,
    sumIf(i.incidents, edge.1 = 'end') - sumIf(i.incidents, edge.1 = 'live') as after,
    sumIf(i.incidents, edge.1 = 'live') - sumIf(i.incidents, edge.1 = 'begin') as before
from (
    select
        record_type, source, record, live_at,
        -- What lies below another service that is named counts with that one.
        arrayJoin(arrayFilter(one -> not arrayExists(other -> other != one and has(lineages[one], other), services), services))
            as service,
        arrayJoin([
            ('begin', live_at - interval 28 day), ('live', live_at), ('end', live_at + interval 14 day)
        ]::Array(Tuple(String, DateTime64(3, 'UTC')))) as edge,
        edge.2 as at
    from (
        select 'release' as record_type, source, record, services, assumeNotNull(deployed_end_at) as live_at
        from stg_releases(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        where deployed_end_at >= {month_start:DateTime64(3, 'UTC')} and deployed_end_at < {cut:DateTime64(3, 'UTC')}
        union all
        select 'service_deployment', source, record, [service], assumeNotNull(deployed_at)
        from stg_service_deployments(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        where deployed_at >= {month_start:DateTime64(3, 'UTC')} and deployed_at < {cut:DateTime64(3, 'UTC')}
    )
) as r
asof left join (
    select service, opened_at, toInt64(sum(count()) over (partition by service order by opened_at)) as incidents
    from (
        select
            assumeNotNull(opened_at) as opened_at,
            arrayJoin(empty(lineages[service]) ? [toString(service)] : lineages[service]) as service
        from int_recent_incidents(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')} - interval 28 day)
    )
    group by service, opened_at
) as i on i.service = r.service and i.opened_at < r.at
group by record_type, source, record
