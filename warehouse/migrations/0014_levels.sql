-- What: agreements and whom they bind, and the marts of service levels beyond attainment; writer: aggregator.
-- Durations are milliseconds, instants UTC.

-- `services` are those that the agreement names; their sub-services are covered with them.
create table if not exists agreements
(
    definitions String,
    agreement LowCardinality(String),
    kind LowCardinality(String),
    services Array(String),
    division String,
    supplier String,
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, agreement);

-- Whose share of a record's time an operational level agreement or a contract judges: held_by is group or supplier.
create table if not exists agreement_parties
(
    definitions String,
    agreement LowCardinality(String),
    held_by LowCardinality(String),
    party String
)
engine = MergeTree partition by definitions order by (definitions, held_by, party, agreement);

-- The share of what a target allows from which it is at risk.
alter table targets
    add column if not exists warn_met Int64 default 75,
    add column if not exists warn_of Int64 default 100;

-- named = 1 where the promise is made on this very service, 0 where it reaches the service from above.
alter table service_targets
    add column if not exists named UInt8,
    add column if not exists warn_met Int64 default 75,
    add column if not exists warn_of Int64 default 100;

-- The clock of each party whom an operational level agreement or a contract binds, on each record that it held: in that
-- agreement's hours, with its pausing states and targets. party = the division or supplier.
create table if not exists party_clocks
(
    month Date,
    agreement LowCardinality(String),
    kind LowCardinality(String),
    party LowCardinality(String),
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    priority LowCardinality(String),
    target_ms Nullable(Int64),
    elapsed_ms Int64,
    breached_at Nullable(DateTime64(3, 'UTC')),
    breached_target_ms Nullable(Int64),
    resolved_in_month UInt8,
    open_at_end UInt8,
    counted UInt8,
    met UInt8
)
engine = MergeTree partition by month order by (month, agreement, record_type, source, record);

-- Targets of records that are open at the cut and not breached. due_at = the instant at which the target is used up if the
-- clock runs on from the cut; paused = it stands still there. Null: the calendar has no such instant.
create table if not exists open_targets
(
    month Date,
    measure LowCardinality(String),
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    title String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    priority LowCardinality(String),
    assignment_group LowCardinality(String),
    supplier LowCardinality(String),
    agreement LowCardinality(String),
    opened_at DateTime64(3, 'UTC'),
    target_ms Int64,
    used_ms Int64,
    left_ms Int64,
    due_at Nullable(DateTime64(3, 'UTC')),
    paused UInt8,
    at_risk UInt8
)
engine = MergeTree partition by month order by (month, measure, record_type, source, record);

-- Each promise of a service level agreement in force at the month's end, on the services that it names, and what came of
-- it. used of allowed = the share of what it allows that is used; left_over = what is left of that: misses, interruptions,
-- milliseconds of downtime (null = more than can be said). verdict: met, missed, no-data, not-measured.
create table if not exists promises
(
    month Date,
    agreement LowCardinality(String),
    service LowCardinality(String),
    record_type LowCardinality(String),
    priority LowCardinality(String),
    measure LowCardinality(String),
    numerator Int64,
    denominator Nullable(Int64),
    goal_met Nullable(Int64),
    goal_of Nullable(Int64),
    at_most Nullable(Int64),
    verdict LowCardinality(String),
    used Int64,
    allowed Int64,
    left_over Nullable(Int64),
    at_risk UInt8
)
engine = MergeTree partition by month order by (month, agreement, service, record_type, priority, measure);
