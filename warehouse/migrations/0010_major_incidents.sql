-- What: what is agreed on the stages of major incidents, and the marts of report type 6; writer: aggregator.
-- Durations are milliseconds, instants UTC; what had not happened at the month's cut is null.

-- Of within_ms and working_days one is not null: the stage is reached within that time by the clock, or by the end of that
-- working day of the service after the day on which it starts.
create table if not exists stage_targets
(
    definitions String,
    stage LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    valid_until DateTime64(3, 'UTC'),
    within_ms Nullable(Int64),
    working_days Nullable(UInt32)
)
engine = MergeTree partition by definitions order by (definitions, stage, valid_from);

-- begun_by = what told of the beginning: 'outage', 'incident', 'detection' or 'declaration'. ended_at = restored, else closed.
-- begun_at - observed_ms … begun_at is compared with ended_at … ended_at + observed_ms, of which after_ms lie before the cut.
create table if not exists major_incidents
(
    month Date,
    source LowCardinality(String),
    record String,
    incident String,
    title String,
    services Array(String),
    priority LowCardinality(String),
    declared_by String,
    affected_users Nullable(Int64),
    impact String,
    cause String,
    problem String,
    root_cause String,
    caused_by String,
    continuity_invocation String,
    begun_by LowCardinality(String),
    begun_at DateTime64(3, 'UTC'),
    declared_at DateTime64(3, 'UTC'),
    ended_at Nullable(DateTime64(3, 'UTC')),
    duration_ms Int64,
    root_cause_found_at Nullable(DateTime64(3, 'UTC')),
    review_due_at Nullable(DateTime64(3, 'UTC')),
    reviewed_at Nullable(DateTime64(3, 'UTC')),
    declared_in_month UInt8,
    observed_ms Int64,
    after_ms Int64,
    timeline Array(Tuple(at DateTime64(3, 'UTC'), what String, by String)),
    lessons Array(String)
)
engine = MergeTree partition by month order by (month, declared_at, source, record);

-- from_at = where the stage is counted from, due_at = until when it was to be reached. verdict: 'met', 'missed' (also when it
-- is not reached and overdue at the cut), 'open' (not reached, not overdue), '' without a target.
create table if not exists major_incident_stages
(
    month Date,
    source LowCardinality(String),
    record String,
    position UInt8,
    stage LowCardinality(String),
    from_at Nullable(DateTime64(3, 'UTC')),
    reached_at Nullable(DateTime64(3, 'UTC')),
    took_ms Nullable(Int64),
    within_ms Nullable(Int64),
    working_days Nullable(UInt32),
    due_at Nullable(DateTime64(3, 'UTC')),
    verdict LowCardinality(String)
)
engine = MergeTree partition by month order by (month, source, record, position);

-- Figures of an affected service, with all below it, in part = 'before' and 'after'. Points are hundredths on a scale of 1 to 5.
create table if not exists major_incident_windows
(
    month Date,
    source LowCardinality(String),
    record String,
    service LowCardinality(String),
    part LowCardinality(String),
    begins_at DateTime64(3, 'UTC'),
    ends_at DateTime64(3, 'UTC'),
    incidents_opened Int64,
    incidents_resolved Int64,
    resolution_ms Int64,
    answers Int64,
    points Int64,
    complaints Int64,
    agreed_ms Int64,
    down_ms Int64
)
engine = MergeTree partition by month order by (month, source, record, service, part);

-- Actions that follow: those that the major incident names, and those that answer its problem.
create table if not exists major_incident_actions
(
    month Date,
    source LowCardinality(String),
    record String,
    action String,
    kind LowCardinality(String),
    title String,
    owner String,
    due_at Nullable(DateTime64(3, 'UTC')),
    closed_at Nullable(DateTime64(3, 'UTC')),
    cancelled UInt8,
    verified_at Nullable(DateTime64(3, 'UTC')),
    effective Nullable(UInt8),
    known UInt8
)
engine = MergeTree partition by month order by (month, source, record, action);
