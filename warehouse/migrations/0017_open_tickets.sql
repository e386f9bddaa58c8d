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

-- Null in months that were computed before: nothing goes on from them.
alter table months add column if not exists tickets_left_open Nullable(UInt64);

-- Finds events that were recorded late, and since when a source is connected, without reading all.
-- Shard by: cityHash64(type, subject)
alter table events add index if not exists by_recorded_at recorded_at type minmax granularity 1;

-- Shard by: cityHash64(type, subject)
alter table events materialize index by_recorded_at;
