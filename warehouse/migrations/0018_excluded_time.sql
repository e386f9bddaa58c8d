-- What: agreed exclusions that leave time out of the agreed time of services (domain rule 9); writer: aggregator.

-- excluded_by = the entries that exclude the part; excluded_for = the services for which they do: the service and those
-- above it whose service level agreement has the rule.
alter table interruptions
    add column if not exists excluded_by Array(String),
    add column if not exists excluded_for Array(String);

-- Within a stretch that is left out for the service, by an exclusion of an interruption or of a time window.
alter table availability_segments
    add column if not exists excluded UInt8;

-- hours_ms = ast_ms + planned_ms + excluded_ms + unmonitored_hours_ms
alter table availability_days
    add column if not exists excluded_ms UInt64;

-- What was entered to leave time out, by naming an outage or a service, once for each service that it would concern. Status:
-- applied, not-approved (before the month's cut), withdrawn, no-rule (the service's agreement has no such rule).
-- excluded_ms = agreed time of the service in the month that it took out.
create table if not exists availability_exclusions
(
    month Date,
    entry_source LowCardinality(String),
    entry String,
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String,
    service LowCardinality(String),
    top_service LowCardinality(String),
    agreement LowCardinality(String),
    rule LowCardinality(String),
    status LowCardinality(String),
    begins_at DateTime64(3, 'UTC'),
    ends_at DateTime64(3, 'UTC'),
    excluded_ms UInt64,
    entered_by String,
    entered_at DateTime64(3, 'UTC'),
    approved_by String,
    approved_at Nullable(DateTime64(3, 'UTC')),
    reason String
)
engine = MergeTree partition by month order by (month, service, begins_at, record_type, source, record, entry_source, entry);
