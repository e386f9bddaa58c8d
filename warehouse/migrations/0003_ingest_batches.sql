-- The plan of every insert, written before its first try: one contiguous offset range of one partition.
-- After a crash or a rebalance the very same ranges are cut again, so their deduplication tokens match.
-- Shard by: cityHash64(topic, partition)
create table if not exists ingest_batches
(
    topic         LowCardinality(String),
    partition     Int32,
    first_offset  Int64,
    last_offset   Int64,
    messages      UInt64,
    planned_at    DateTime64(3, 'UTC')
)
engine = MergeTree
order by (topic, partition, first_offset, last_offset)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
