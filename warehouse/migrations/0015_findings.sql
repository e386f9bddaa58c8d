-- What: rules that find nonconformities and signs of polished figures, and the marts of nonconformities; writer: aggregator.
-- Durations are milliseconds, instants UTC; '' is "not stated".

-- Every rule that the marts know, kind 'nonconformity' or 'sign', with the limits that it has. Of two shares a rule has at
-- most one. name_en '' = the definitions do not describe it.
create table if not exists rules
(
    definitions String,
    rule LowCardinality(String),
    kind LowCardinality(String),
    enabled UInt8,
    share_met Nullable(Int64),
    share_of Nullable(Int64),
    within_ms Nullable(Int64),
    working_days Nullable(Int64),
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, kind, rule);

-- Targets missed in the month, each once: where it was agreed.
create table if not exists missed_targets
(
    month Date,
    figure LowCardinality(String),
    record_type LowCardinality(String),
    service LowCardinality(String),
    priority LowCardinality(String),
    unit LowCardinality(String),
    numerator Int64,
    denominator Nullable(Int64),
    goal_met Int64,
    goal_of Int64,
    at_most UInt8
)
engine = MergeTree partition by month order by (month, figure, record_type, service, priority);

-- What rules found in the month. A finding is about a record (source, record) or about a figure in a scope. Numbers are
-- those that the rule compared, as in `figures`: numerator of denominator against at least (at_most = 1: at most) goal_met
-- of goal_of. evidence = ids of what shows it; handled_by = nonconformities that people entered for it.
create table if not exists findings
(
    month Date,
    rule LowCardinality(String),
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    figure LowCardinality(String),
    service LowCardinality(String),
    priority LowCardinality(String),
    found_at DateTime64(3, 'UTC'),
    unit LowCardinality(String),
    numerator Nullable(Int64),
    denominator Nullable(Int64),
    goal_met Nullable(Int64),
    goal_of Nullable(Int64),
    at_most UInt8,
    detail String,
    evidence Array(String),
    handled_by Array(String)
)
engine = MergeTree partition by month order by (month, rule, found_at, record_type, source, record, figure, service, priority);

create table if not exists nonconformities
(
    month Date,
    source LowCardinality(String),
    record String,
    title String,
    rule String,
    found_by LowCardinality(String),
    found_in String,
    found_at DateTime64(3, 'UTC'),
    severity LowCardinality(String),
    service LowCardinality(String),
    process LowCardinality(String),
    evidence String,
    root_cause String,
    cause LowCardinality(String),
    correction String,
    owner String,
    due_at Nullable(DateTime64(3, 'UTC')),
    closed_at Nullable(DateTime64(3, 'UTC')),
    figure LowCardinality(String),
    figure_month LowCardinality(String),
    open UInt8,
    overdue UInt8
)
engine = MergeTree partition by month order by (month, source, record);

-- Actions that were under way in the month, or whose effect was to be checked or was checked in it.
create table if not exists actions
(
    month Date,
    source LowCardinality(String),
    record String,
    kind LowCardinality(String),
    title String,
    nonconformity String,
    problem String,
    review String,
    figure LowCardinality(String),
    service LowCardinality(String),
    owner String,
    opened_at DateTime64(3, 'UTC'),
    due_at Nullable(DateTime64(3, 'UTC')),
    closed_at Nullable(DateTime64(3, 'UTC')),
    cancelled UInt8,
    effectiveness_due_at Nullable(DateTime64(3, 'UTC')),
    verified_at Nullable(DateTime64(3, 'UTC')),
    verified_by String,
    effective Nullable(UInt8),
    overdue UInt8
)
engine = MergeTree partition by month order by (month, source, record);
