-- What could not be understood: raw bytes, where from, and why. A replay appends the same place again with
-- `replayed_at` set and `replayed_to` saying where the event went, so the last row of a place tells its state.
-- Shard by: cityHash64(topic, partition)
create table if not exists dead_letters
(
    topic        LowCardinality(String),
    partition    Int32,
    offset       Int64,
    recorded_at  DateTime64(3, 'UTC'),
    reason_code  LowCardinality(String),
    reason       String,
    raw          String codec(ZSTD(3)),
    replayed_at  Nullable(DateTime64(3, 'UTC')),
    replayed_to  String
)
engine = MergeTree
partition by toYYYYMM(recorded_at)
order by (topic, partition, offset, recorded_at)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
