-- What: what is promised of services as a whole, what they stand on, and the marts of availability; writer: aggregator.
-- Durations are milliseconds, instants UTC; intervals are half-open.

-- Promises on a service as a whole, one row per service that each reaches (sub-services written out; the one that names
-- a service most closely goes before the others). Of the three kinds of value the one that the measure has is not null.
create table if not exists service_targets
(
    definitions String,
    agreement LowCardinality(String),
    kind LowCardinality(String),
    service String,
    measure LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    valid_until DateTime64(3, 'UTC'),
    calendar LowCardinality(String),
    goal_met Nullable(Int64),
    goal_of Nullable(Int64),
    at_most Nullable(Int64),
    within_ms Nullable(Int64)
)
engine = MergeTree partition by definitions order by (definitions, kind, service, measure, valid_from);

-- Agreed service hours of every service, without gap and overlap over all time: the calendar of the nearest service
-- level agreement in force, '' (all time) before the first and without one.
create table if not exists service_hours
(
    definitions String,
    service String,
    agreement LowCardinality(String),
    calendar LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    valid_until DateTime64(3, 'UTC')
)
engine = MergeTree partition by definitions order by (definitions, service, valid_from);

create table if not exists components
(
    definitions String,
    component String,
    service String,
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, component, service);

create table if not exists grades
(
    definitions String,
    grade String,
    interrupts_service UInt8,
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, grade);

-- Continuity plans of services, and which services are critical; plan '' = a critical service without one.
create table if not exists continuity_plans
(
    definitions String,
    service String,
    critical UInt8,
    plan String,
    valid_from DateTime64(3, 'UTC'),
    valid_until DateTime64(3, 'UTC')
)
engine = MergeTree partition by definitions order by (definitions, service, plan, valid_from);

-- Time of each service cut at every instant at which one of its flags changes and at local midnights: the month, and the
-- year before it (in_month = 0) for what interruptions are compared with. Flags are those of the service with all below it.
create table if not exists availability_segments
(
    month Date,
    service LowCardinality(String),
    begins DateTime64(3, 'UTC'),
    ends DateTime64(3, 'UTC'),
    in_month UInt8,
    in_hours UInt8,
    unavailable UInt8,
    known UInt8,
    down UInt8,
    planned UInt8,
    unmonitored UInt8,
    users UInt64
)
engine = MergeTree partition by month order by (month, service, begins);

create table if not exists availability_days
(
    month Date,
    service LowCardinality(String),
    top_service LowCardinality(String),
    day Date,
    wall_ms UInt64,
    wall_down_ms UInt64,
    hours_ms UInt64,
    ast_ms UInt64,
    down_ms UInt64,
    planned_ms UInt64,
    unmonitored_ms UInt64,
    unmonitored_hours_ms UInt64,
    user_ms UInt64
)
engine = MergeTree partition by month order by (month, service, day);

-- Stretches in which a service was unavailable without a break, excused or not, that reach into the month. counted_ms =
-- downtime in agreed service time; started_at = the first instant of it.
create table if not exists outages
(
    month Date,
    service LowCardinality(String),
    top_service LowCardinality(String),
    begins_at DateTime64(3, 'UTC'),
    ends_at DateTime64(3, 'UTC'),
    open UInt8,
    started_at Nullable(DateTime64(3, 'UTC')),
    previous_started_at Nullable(DateTime64(3, 'UTC')),
    previous_ended_at Nullable(DateTime64(3, 'UTC')),
    wall_ms UInt64,
    counted_ms UInt64,
    excused_ms UInt64,
    out_of_hours_ms UInt64,
    unmonitored_ms UInt64,
    counted_in_month_ms UInt64,
    started_in_month UInt8,
    ended_in_month UInt8,
    causes Array(String),
    records Array(String),
    changes Array(String)
)
engine = MergeTree partition by month order by (month, service, begins_at);
