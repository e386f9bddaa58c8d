-- What: the marts of customers' satisfaction and of complaints; writer: aggregator. One partition per month, replaced whole.
-- Scores are hundredths of a point on a scale from 1 to 5. In a dimension '*' means all and '' not stated.

-- Overall judgements of each wave of surveys (wave = first day of the month in which they were sent) by service, by customer,
-- and all. sent and replies count people asked by surveys of that very service or customer, and how many of them answered.
create table if not exists satisfaction
(
    month Date,
    wave Date,
    service LowCardinality(String),
    customer LowCardinality(String),
    latest UInt8,
    sent UInt64,
    replies UInt64,
    answers UInt64,
    points Int64,
    mark_1 UInt64,
    mark_2 UInt64,
    mark_3 UInt64,
    mark_4 UInt64,
    mark_5 UInt64,
    top_two UInt64,
    goal_met Nullable(Int64),
    goal_of Nullable(Int64),
    verdict LowCardinality(String)
)
engine = MergeTree partition by month order by (month, wave, service, customer);

create table if not exists satisfaction_themes
(
    month Date,
    wave Date,
    service LowCardinality(String),
    theme String,
    answers UInt64,
    points Int64,
    low_answers UInt64
)
engine = MergeTree partition by month order by (month, wave, service, theme);

create table if not exists supplier_scores
(
    month Date,
    supplier LowCardinality(String),
    service LowCardinality(String),
    source LowCardinality(String),
    record String,
    evaluated_at DateTime64(3, 'UTC'),
    begins_at Nullable(DateTime64(3, 'UTC')),
    ends_at Nullable(DateTime64(3, 'UTC')),
    points Int64,
    previous_points Nullable(Int64),
    targets_met Nullable(Int64),
    targets_measured Nullable(Int64),
    written_review String
)
engine = MergeTree partition by month order by (month, supplier, service);

-- Overall scores that need a written review, and the review where there is one: its record, or its text.
create table if not exists low_scores
(
    month Date,
    kind LowCardinality(String),
    subject String,
    judged_at DateTime64(3, 'UTC'),
    answers UInt64,
    points Int64,
    reviewed_at Nullable(DateTime64(3, 'UTC')),
    review String
)
engine = MergeTree partition by month order by (month, kind, subject);

-- Complaints that were received, answered, decided, settled or escalated in the month, or are open at its cut. Days are
-- working days of the service after the day of receipt; while something is outstanding, those that are over at the cut.
create table if not exists complaints
(
    month Date,
    source LowCardinality(String),
    record String,
    title String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    customer LowCardinality(String),
    channel LowCardinality(String),
    cause LowCardinality(String),
    same_cause_before UInt64,
    received_at DateTime64(3, 'UTC'),
    acknowledged_at Nullable(DateTime64(3, 'UTC')),
    answered_at Nullable(DateTime64(3, 'UTC')),
    answer_due_at Nullable(DateTime64(3, 'UTC')),
    decided_at Nullable(DateTime64(3, 'UTC')),
    resolved_at Nullable(DateTime64(3, 'UTC')),
    escalated_at Nullable(DateTime64(3, 'UTC')),
    acknowledge_days Int64,
    answer_days Int64,
    resolve_days Int64,
    answer_ms Nullable(Int64),
    answer_within_ms Nullable(Int64),
    acknowledge_late UInt8,
    answer_late UInt8,
    resolve_late UInt8,
    upheld Nullable(UInt8),
    repeat_of String,
    open UInt8,
    received_in_month UInt8,
    resolved_in_month UInt8,
    actions Array(String),
    action_states Array(String)
)
engine = MergeTree partition by month order by (month, source, record);
