-- What: what interrupted services up to the month's cut, from a year before the month; writer: aggregator.
-- Each outage and each incident of a grade that interrupts is cut where maintenance begins or ends to excuse it and where
-- monitoring begins or ends: the parts [begins_at, ends_at) of one record follow one another without gap. `service` is
-- the one that the record names; open = it goes on at the cut.
create table if not exists interruptions
(
    month Date,
    kind LowCardinality(String),
    source LowCardinality(String),
    record String,
    service LowCardinality(String),
    component String,
    cause LowCardinality(String),
    change String,
    affected_users UInt64,
    open UInt8,
    record_begins_at DateTime64(3, 'UTC'),
    record_ends_at DateTime64(3, 'UTC'),
    begins_at DateTime64(3, 'UTC'),
    ends_at DateTime64(3, 'UTC'),
    excused_by Array(String),
    unmonitored UInt8
)
engine = MergeTree partition by month order by (month, service, kind, source, record, begins_at);
