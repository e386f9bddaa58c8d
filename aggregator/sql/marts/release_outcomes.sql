-- What: releases and deployments of new or changed services that concern the month, against their plan: live in it; due in it by
--   their plan and not live at the cut; live before it, well at its start, and failed or backed out since; or withdrawn in it:
--   their record ceased to say that they were live.
-- Grain: one row per release and service deployment (record_type, source, record).
select
    {month:Date} as month, r.record_type as record_type, r.source as source, r.record as record, title, version, kind, services,
    multiIf(
        live_at >= {month_start:DateTime64(3, 'UTC')}, 'deployed',
        live_at is null and due_at >= {month_start:DateTime64(3, 'UTC')} and due_at < {cut:DateTime64(3, 'UTC')}
            and not cancelled, 'due',
        live_at is not null and undone and not ifNull(b.undone_before, 0), 'undone',
        withdrawn_at >= {month_start:DateTime64(3, 'UTC')}, 'withdrawn', '') as listed,
    requested_at, approved_at, planned_start_at, planned_end_at, started_at as deployed_start_at, live_at as deployed_end_at,
    lead_ms, withdrawn_at,
    multiIf(
        live_at is null, 'not-live', planned_end_at is null, 'not-planned', live_at <= planned_end_at, 'on-time', 'late') as timing,
    timing = 'late' or (timing = 'not-live' and planned_end_at < {cut:DateTime64(3, 'UTC')})
        ? dateDiff('millisecond', planned_end_at, ifNull(live_at, {cut:DateTime64(3, 'UTC')})) : null as late_ms,
    emergency_because, outcome, back_out_reason, acceptance_criteria, acceptance_criteria_met,
    planned_downtime_ms, actual_downtime_ms, ifNull(c.incidents, 0) as incidents_caused,
    listed = 'deployed' and n.any_incident ? a.after : null as incidents_after,
    listed = 'deployed' and n.any_incident ? a.before : null as incidents_before,
    listed = 'deployed' ? a.observed_ms : null as after_ms,
    outcome_targets, outcome_targets_met, cost_within_budget, accepted_at, review_due_at, reviewed_at
from (
    select
        *, ifNull(planned_end_at, planned_start_at) as due_at, outcome in ('failed', 'backed_out') as undone,
        state in (select state from states where definitions = {definitions:String} and phase = 'cancelled') as cancelled
    from int_releases(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')})
) as r
left join (
    select record_type, source, record, outcome in ('failed', 'backed_out') as undone_before
    from int_releases(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {month_start:DateTime64(3, 'UTC')})
) as b on b.record_type = r.record_type and b.source = r.source and b.record = r.record
left join int_incidents_around_releases(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
    month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as a
    on a.record_type = r.record_type and a.source = r.source and a.record = r.record
left join (
    select cause, count() as incidents
    from int_caused_incidents(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        since = {month_start:DateTime64(3, 'UTC')} - interval 28 day)
    group by cause
) as c on c.cause = r.record
cross join stg_any_incident(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as n
where listed != ''
