-- What: releases and deployments of new or changed services live, due or undone in the month.
-- Grain: one row per release and service deployment.
select
    toString(release_outcomes.record_type) as record_type,
    toString(release_outcomes.source) as source,
    record,
    title,
    version,
    toString(release_outcomes.kind) as kind,
    services,
    toString(release_outcomes.listed) as listed,
    toUnixTimestamp64Milli(release_outcomes.approved_at) as approved_at,
    toUnixTimestamp64Milli(release_outcomes.planned_start_at) as planned_start_at,
    toUnixTimestamp64Milli(release_outcomes.planned_end_at) as planned_end_at,
    toUnixTimestamp64Milli(release_outcomes.deployed_start_at) as deployed_start_at,
    toUnixTimestamp64Milli(release_outcomes.deployed_end_at) as deployed_end_at,
    toString(release_outcomes.timing) as timing,
    late_ms,
    emergency_because,
    toString(release_outcomes.outcome) as outcome,
    back_out_reason,
    acceptance_criteria,
    acceptance_criteria_met,
    planned_downtime_ms,
    actual_downtime_ms,
    incidents_caused,
    incidents_after,
    incidents_before,
    after_ms,
    outcome_targets,
    outcome_targets_met,
    cast(release_outcomes.cost_within_budget, 'Nullable(Bool)') as cost_within_budget,
    toUnixTimestamp64Milli(release_outcomes.accepted_at) as accepted_at,
    toUnixTimestamp64Milli(release_outcomes.review_due_at) as review_due_at,
    toUnixTimestamp64Milli(release_outcomes.reviewed_at) as reviewed_at
from release_outcomes
where month = {month:Date}
order by record_type desc, release_outcomes.deployed_end_at, source, record
