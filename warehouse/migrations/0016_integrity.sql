-- What: the marts of problems, and of signs that a figure may have been polished; writer: aggregator. Durations are
-- milliseconds, instants UTC.

-- Problems open at the month's cut. age_ms is wall time since opening.
create table if not exists problems
(
    month Date,
    source LowCardinality(String),
    record String,
    title String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    priority LowCardinality(String),
    assignment_group LowCardinality(String),
    opened_at DateTime64(3, 'UTC'),
    age_ms UInt64,
    root_cause_found_at Nullable(DateTime64(3, 'UTC')),
    known_error UInt8,
    workaround UInt8
)
engine = MergeTree partition by month order by (month, source, record);

-- What may have polished a figure. used_ms of target_ms = the clock when it happened; of late maintenance the time that the
-- late window would have excused (target_ms null), of an automatic answer the time to a person's. related = what else it is
-- about: the outage, the priority taken, whom it waits on. exception_by = who approved it by name.
create table if not exists integrity_signs
(
    month Date,
    sign LowCardinality(String),
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    priority LowCardinality(String),
    assignment_group LowCardinality(String),
    at DateTime64(3, 'UTC'),
    used_ms UInt64,
    target_ms Nullable(UInt64),
    related String,
    exception_by String
)
engine = MergeTree partition by month order by (month, sign, at, record_type, source, record, related);
