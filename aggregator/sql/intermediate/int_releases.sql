-- What: releases, and deployments of new or changed services, as one: what was planned, what became of it, as they stand at {cut}.
--   A release is an emergency by its kind, and where it was not tested or not on the schedule. The review of a deployment is due
--   when it says so, else 30 days after it went live. Instants at or after {cut} other than planned ones are left out. Lead time
--   is wall time from the request until it was live; what is said to be asked for later than that has none.
-- Grain: one row per release and service deployment (record_type, source, record).
select
    'release' as record_type, source, record, title, version, kind, services, state, outcome, back_out_reason,
    r.requested_at < {cut:DateTime64(3, 'UTC')} ? r.requested_at : null as requested_at, approved_at,
    r.planned_start_at as planned_start_at, r.planned_end_at as planned_end_at,
    deployed_start_at < {cut:DateTime64(3, 'UTC')} ? deployed_start_at : null as started_at,
    deployed_end_at < {cut:DateTime64(3, 'UTC')} ? deployed_end_at : null as live_at,
    requested_at <= live_at ? dateDiff('millisecond', requested_at, live_at) : null as lead_ms, withdrawn_at,
    arrayFilter(why -> why != '', [
        kind = 'emergency' ? 'kind' : '', ifNull(tested = 0, 0) ? 'untested' : '', ifNull(scheduled = 0, 0) ? 'unscheduled' : ''
    ]) as emergency_because,
    acceptance_criteria, acceptance_criteria_met,
    planned_downtime_seconds * 1000 as planned_downtime_ms, actual_downtime_seconds * 1000 as actual_downtime_ms,
    toNullable(toInt64(null)) as outcome_targets, toNullable(toInt64(null)) as outcome_targets_met,
    toNullable(toUInt8(null)) as cost_within_budget, toNullable(toDateTime64(null, 3, 'UTC')) as accepted_at,
    toNullable(toDateTime64(null, 3, 'UTC')) as review_due_at,
    r.reviewed_at < {cut:DateTime64(3, 'UTC')} ? r.reviewed_at : null as reviewed_at
from stg_releases(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as r
union all
select
    'service_deployment', source, record, title, '', kind, [service], state,
    backed_out_at < {cut:DateTime64(3, 'UTC')} ? 'backed_out' : '', back_out_reason,
    null, approved_at,
    null, planned_at, null,
    deployed_at < {cut:DateTime64(3, 'UTC')} ? deployed_at : null, null, null,
    [], acceptance_criteria, acceptance_criteria_met, null, null,
    outcome_targets, outcome_targets_met, cost <= budget,
    d.accepted_at < {cut:DateTime64(3, 'UTC')} ? d.accepted_at : null,
    ifNull(d.review_due_at, deployed_at < {cut:DateTime64(3, 'UTC')} ? deployed_at + interval 30 day : null),
    d.reviewed_at < {cut:DateTime64(3, 'UTC')} ? d.reviewed_at : null
from stg_service_deployments(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as d
