-- What a month leaves to the next, so that none reads all history again.

create table if not exists open_tickets
(
    month Date,
    as_of DateTime64(3, 'UTC'),
    record_type LowCardinality(String),
    source LowCardinality(String),
    record String
)
engine = MergeTree partition by month order by (record_type, source, record);

-- From which months a later one can go on: when they were computed, which states counted as finished, and what was known.
create table if not exists month_bases
(
    month Date,
    as_of DateTime64(3, 'UTC'),
    cut DateTime64(3, 'UTC'),
    finished Array(String),
    tickets_left_open UInt64,
    updates_known UInt64
)
engine = MergeTree partition by month order by month;

-- Finds events that were recorded late without reading all.
-- Shard by: cityHash64(type, subject)
alter table events add index if not exists by_recorded_at recorded_at type minmax granularity 1;

-- Shard by: cityHash64(type, subject)
alter table events materialize index by_recorded_at;
