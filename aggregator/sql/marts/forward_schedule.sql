-- What: the forward schedule: changes, releases, deployments of new or changed services and maintenance that are planned to begin
--   in the month after, as known at the cut; neither cancelled nor begun.
-- Grain: one row per record (record_type, source, record).
with
    toDateTime64(addMonths({month:Date}, 2), 3, {time_zone:String}) as next_month_end,
    (select groupArray(state) from states
        where definitions = {definitions:String} and phase in ('cancelled', 'resolved', 'closed')) as done
select
    {month:Date} as month, record_type, source, record, title, kind, services,
    assumeNotNull(planned_at) as begins_at, p.ends_at as ends_at, approved, announced_at
from (
    select
        'change' as record_type, source, record, title, class as kind, services, state, implemented_start_at as begun_at,
        ifNull(planned_start_at, planned_end_at) as planned_at, planned_end_at as ends_at,
        ifNull(approved_at < {cut:DateTime64(3, 'UTC')}, 0) as approved,
        toNullable(toDateTime64(null, 3, 'UTC')) as announced_at
    from stg_changes(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    union all
    select
        record_type, source, record, title, empty(emergency_because) ? kind : 'emergency', services, state,
        ifNull(started_at, live_at), ifNull(planned_start_at, planned_end_at), planned_end_at,
        ifNull(approved_at < {cut:DateTime64(3, 'UTC')}, 0), null
    from int_releases(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')})
    union all
    select
        'maintenance', source, record, last.title, 'planned', last.services, '', null,
        last.begins, last.ends, last.approved, last.announced
    from (
        select source, record, argMax(
            (title, services, begins_at, ends_at, announced_at, cancelled,
                ifNull(approved_at < {cut:DateTime64(3, 'UTC')}, 0))::Tuple(
                title String, services Array(String), begins Nullable(DateTime64(3, 'UTC')),
                ends Nullable(DateTime64(3, 'UTC')), announced Nullable(DateTime64(3, 'UTC')), cancelled UInt8, approved UInt8),
            place) as last
        from stg_maintenance_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        group by source, record
    )
    where not last.cancelled
) as p
where planned_at >= {month_end:DateTime64(3, 'UTC')} and planned_at < next_month_end
    and not has(done, state) and not ifNull(begun_at < {cut:DateTime64(3, 'UTC')}, 0)
