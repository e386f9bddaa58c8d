-- What: the marts of report types 7 (new or changed services) and 8 (continuity); writer: aggregator.
-- Durations are milliseconds, instants UTC; what had not happened at the month's cut is null, as is what is not stated.

-- Releases and deployments of new or changed services (record_type) that concern the month. listed: 'deployed' in the month;
-- 'due' in it by its plan and not live at the cut; 'undone' = live before the month and found failed or backed out since its
-- start. timing: 'on-time', 'late', 'not-planned' (live without a planned end), 'not-live'. emergency_because: 'kind', 'untested',
-- 'unscheduled'. before and after: incidents in the 28 days before it was live and in after_ms of the 14 days from then on.
create table if not exists release_outcomes
(
    month Date,
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    title String,
    version String,
    kind LowCardinality(String),
    services Array(String),
    listed LowCardinality(String),
    approved_at Nullable(DateTime64(3, 'UTC')),
    planned_start_at Nullable(DateTime64(3, 'UTC')),
    planned_end_at Nullable(DateTime64(3, 'UTC')),
    deployed_start_at Nullable(DateTime64(3, 'UTC')),
    deployed_end_at Nullable(DateTime64(3, 'UTC')),
    timing LowCardinality(String),
    late_ms Nullable(Int64),
    emergency_because Array(String),
    outcome LowCardinality(String),
    back_out_reason String,
    acceptance_criteria Nullable(Int64),
    acceptance_criteria_met Nullable(Int64),
    planned_downtime_ms Nullable(Int64),
    actual_downtime_ms Nullable(Int64),
    incidents_caused Int64,
    incidents_after Nullable(Int64),
    incidents_before Nullable(Int64),
    after_ms Nullable(Int64),
    outcome_targets Nullable(Int64),
    outcome_targets_met Nullable(Int64),
    cost_within_budget Nullable(UInt8),
    accepted_at Nullable(DateTime64(3, 'UTC')),
    review_due_at Nullable(DateTime64(3, 'UTC')),
    reviewed_at Nullable(DateTime64(3, 'UTC'))
)
engine = MergeTree partition by month order by (month, record_type, source, record);

-- Changes, releases, deployments and maintenance planned to begin in the month after, as known at the cut.
create table if not exists forward_schedule
(
    month Date,
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    title String,
    kind LowCardinality(String),
    services Array(String),
    begins_at DateTime64(3, 'UTC'),
    ends_at Nullable(DateTime64(3, 'UTC')),
    approved UInt8,
    announced_at Nullable(DateTime64(3, 'UTC'))
)
engine = MergeTree partition by month order by (month, begins_at, record_type, source, record);

-- Invocations ('invocation') and drills ('drill') of continuity plans that concern the month. listed: 'invoked' or 'held' in it;
-- 'due' in it and not held then; 'going-on' = invoked before it and not back to normal when it began. begins_at = invoked, or drill
-- begun. rto_by, rpo_by: 'record' or 'agreement' says the limit. Verdicts: 'met', 'missed', 'open', '' without a limit.
create table if not exists continuity_events
(
    month Date,
    event LowCardinality(String),
    source LowCardinality(String),
    record String,
    title String,
    plan LowCardinality(String),
    services Array(String),
    listed LowCardinality(String),
    reason String,
    disrupted_at Nullable(DateTime64(3, 'UTC')),
    declared_at Nullable(DateTime64(3, 'UTC')),
    due_at Nullable(DateTime64(3, 'UTC')),
    begins_at Nullable(DateTime64(3, 'UTC')),
    begun_by String,
    decision_ms Nullable(Int64),
    recovered_at Nullable(DateTime64(3, 'UTC')),
    ended_at Nullable(DateTime64(3, 'UTC')),
    recovery_ms Nullable(Int64),
    rto_ms Nullable(Int64),
    rto_by LowCardinality(String),
    rto_verdict LowCardinality(String),
    data_loss_ms Nullable(Int64),
    rpo_ms Nullable(Int64),
    rpo_by LowCardinality(String),
    rpo_verdict LowCardinality(String),
    objectives Nullable(Int64),
    objectives_met Nullable(Int64),
    major_incident String,
    reviewed_at Nullable(DateTime64(3, 'UTC')),
    lessons Array(String)
)
engine = MergeTree partition by month order by (month, event, source, record);

-- Services with a continuity plan, critical ones without (plan ''), and plans that only events name, as they stood at the cut.
-- valid = the plan was in force; last_tested_at = the last drill begun; next_due_at = the next drill due; overdue = drills due
-- before the cut and not begun.
create table if not exists continuity_readiness
(
    month Date,
    service LowCardinality(String),
    plan LowCardinality(String),
    critical UInt8,
    defined UInt8,
    valid UInt8,
    last_invoked_at Nullable(DateTime64(3, 'UTC')),
    last_tested_at Nullable(DateTime64(3, 'UTC')),
    last_tested_in_time Nullable(UInt8),
    next_due_at Nullable(DateTime64(3, 'UTC')),
    overdue Int64
)
engine = MergeTree partition by month order by (month, service, plan);
