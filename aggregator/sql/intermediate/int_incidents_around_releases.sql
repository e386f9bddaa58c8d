-- What: incidents of the services that a release, or the deployment of a new or changed service, names, or of services below
--   them, around the instant from which it was live: `after` = opened in the 14 days (of 24 h) from then on, before {cut} only;
--   `before` = opened in the 28 days before. observed_ms = how much of the 14 days lies before {cut}.
-- Grain: one row per release and service deployment live in [{month_start}, {cut}) (record_type, source, record).
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages
select
    r.record_type as record_type, r.source as source, r.record as record,
    least(14 * 86400000, dateDiff('millisecond', any(live_at), {cut:DateTime64(3, 'UTC')})) as observed_ms,
    uniqExactIf(i.source, i.record, i.opened_at >= live_at and i.opened_at < live_at + interval 14 day) as after,
    uniqExactIf(i.source, i.record, i.opened_at < live_at and i.opened_at >= live_at - interval 28 day) as before
from (
    select 'release' as record_type, source, record, assumeNotNull(deployed_end_at) as live_at, arrayJoin(services) as service
    from stg_releases(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    where deployed_end_at >= {month_start:DateTime64(3, 'UTC')} and deployed_end_at < {cut:DateTime64(3, 'UTC')}
    union all
    select 'service_deployment', source, record, assumeNotNull(deployed_at), service
    from stg_service_deployments(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    where deployed_at >= {month_start:DateTime64(3, 'UTC')} and deployed_at < {cut:DateTime64(3, 'UTC')}
) as r
left join (
    select
        source, record, opened_at, arrayJoin(empty(lineages[service]) ? [toString(service)] : lineages[service]) as service
    from int_recent_incidents(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')} - interval 28 day)
) as i on i.service = r.service
group by record_type, source, record
