-- What: releases as they stand at {cut}, with what the figures of the month ask of them. live = went live in the month. hurt = an
--   incident of the two most urgent priorities that it caused was opened from its begin until 14 days after it was live.
--   any_ = some release tells of it, ever; outcomes_told = one of the same source does.
-- Grain: one row per release (source, record).
select
    r.* except (source, record), r.source as source, r.record as record, n.any_incident as any_incident,
    a.after as after, a.before as before, a.observed_ms as observed_ms,
    ifNull(deployed_end_at >= {month_start:DateTime64(3, 'UTC')} and deployed_end_at < {cut:DateTime64(3, 'UTC')}, 0)
        as live,
    kind = 'emergency' or ifNull(tested = 0, 0) or ifNull(scheduled = 0, 0) as emergency,
    kind != '' or tested is not null or scheduled is not null as kind_told,
    actual_downtime_seconds is not null and planned_downtime_seconds is not null as both_downtimes,
    arrayExists(opened -> ifNull(
        opened >= ifNull(deployed_start_at, deployed_end_at) and opened < deployed_end_at + interval 14 day, 0),
        i.opened) as hurt,
    ifNull(requested_at <= deployed_end_at, 0) as requested_in_time,
    assumeNotNull(dateDiff('millisecond', requested_at, deployed_end_at)) as lead_ms,
    max(outcome != '' or notEmpty(caused_incidents) or notEmpty(i.cause)) over (partition by source) as outcomes_told,
    max(outcome != '' or notEmpty(caused_incidents) or notEmpty(i.cause)) over () as any_outcome,
    max(planned_end_at is not null) over () as any_plan,
    max(defects_found is not null or defects_known is not null) over () as any_defects,
    max(kind_told) over () as any_kind,
    max(acceptance_criteria is not null) over () as any_criteria,
    max(both_downtimes) over () as any_downtimes,
    max(requested_at is not null) over () as any_request
from stg_releases(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as r
left join int_incidents_around_releases(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
    month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as a
    on a.record_type = 'release' and a.source = r.source and a.record = r.record
left join (
    select cause, groupArray(opened_at) as opened
    from int_caused_incidents(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        since = {month_start:DateTime64(3, 'UTC')} - interval 28 day)
    where priority in (
        select priority from priorities where definitions = {definitions:String} order by rank limit 2)
    group by cause
) as i on i.cause = r.record
cross join stg_any_incident(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as n
