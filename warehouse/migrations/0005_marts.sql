-- What: the marts that reports read; writer: aggregator. One partition per month, replaced whole.
-- Durations are milliseconds, instants UTC. In a dimension '*' means all and '' not stated.

create table if not exists months
(
    month Date,
    as_of DateTime64(3, 'UTC'),
    cut DateTime64(3, 'UTC'),
    definitions String,
    time_zone LowCardinality(String),
    month_start DateTime64(3, 'UTC'),
    month_end DateTime64(3, 'UTC'),
    events UInt64,
    records UInt64,
    states_unknown UInt64,
    states_not_stated UInt64,
    first_occurred_at Nullable(DateTime64(3, 'UTC')),
    last_occurred_at Nullable(DateTime64(3, 'UTC')),
    last_recorded_at Nullable(DateTime64(3, 'UTC'))
)
engine = MergeTree partition by month order by month;

create table if not exists ledger
(
    month Date,
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    title String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    priority LowCardinality(String),
    assignment_group LowCardinality(String),
    supplier LowCardinality(String),
    channel LowCardinality(String),
    agreement LowCardinality(String),
    agreement_valid_from Nullable(DateTime64(3, 'UTC')),
    calendar LowCardinality(String),
    resolved_gap_policy LowCardinality(String),
    state LowCardinality(String),
    phase LowCardinality(String),
    opened_at DateTime64(3, 'UTC'),
    responded_at Nullable(DateTime64(3, 'UTC')),
    resolved_at Nullable(DateTime64(3, 'UTC')),
    ended_at DateTime64(3, 'UTC'),
    wall_ms UInt64,
    elapsed_ms UInt64,
    waiting_ms UInt64,
    waiting_by Map(String, UInt64),
    out_of_hours_ms UInt64,
    holiday_ms UInt64,
    excluded_ms UInt64,
    resolved_gap_ms UInt64,
    elapsed_by_group Map(String, UInt64),
    elapsed_by_supplier Map(String, UInt64),
    resolution_target_ms Nullable(UInt64),
    breached_at Nullable(DateTime64(3, 'UTC')),
    breached_target_ms Nullable(UInt64),
    breached_priority LowCardinality(String),
    breached_group LowCardinality(String),
    response_target_ms Nullable(UInt64),
    response_elapsed_ms Nullable(UInt64),
    response_breached_at Nullable(DateTime64(3, 'UTC')),
    response_breached_target_ms Nullable(UInt64),
    response_breached_priority LowCardinality(String),
    response_breached_group LowCardinality(String),
    reopened_count UInt32,
    stated_sla_met Nullable(UInt8),
    opened_in_month UInt8,
    resolved_in_month UInt8,
    open_at_end UInt8,
    cancelled UInt8,
    resolution_counted UInt8,
    resolution_met UInt8,
    response_counted UInt8,
    response_met UInt8,
    open_at_start UInt8,
    reopened_in_month UInt8,
    reopenings_in_month UInt32
)
engine = MergeTree partition by month order by (month, record_type, source, record);

create table if not exists breaches
(
    month Date,
    measure LowCardinality(String),
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    priority LowCardinality(String),
    assignment_group LowCardinality(String),
    breached_at DateTime64(3, 'UTC'),
    target_ms UInt64,
    elapsed_ms UInt64,
    still_open UInt8,
    breached_in_month UInt8
)
engine = MergeTree partition by month order by (month, measure, breached_at, record_type, source, record);

create table if not exists figures
(
    month Date,
    figure LowCardinality(String),
    record_type LowCardinality(String),
    service LowCardinality(String),
    priority LowCardinality(String),
    assignment_group LowCardinality(String),
    channel LowCardinality(String),
    numerator Int64,
    denominator Nullable(Int64),
    unit LowCardinality(String),
    goal_met Nullable(Int64),
    goal_of Nullable(Int64),
    verdict LowCardinality(String)
)
engine = MergeTree partition by month
order by (month, figure, record_type, service, priority, assignment_group, channel);

create table if not exists workload_hours
(
    month Date,
    record_type LowCardinality(String),
    service LowCardinality(String),
    weekday UInt8,
    hour UInt8,
    opened UInt64
)
engine = MergeTree partition by month order by (month, record_type, service, weekday, hour);
