-- What happened and when it was recorded: one row per received event, appended by ingest alone.
-- Shard by: cityHash64(type, subject)
create table if not exists events
(
    -- where it came from
    topic             LowCardinality(String),
    partition         Int32,
    offset            Int64,
    -- identity and order
    source            LowCardinality(String),
    id                String,
    type              LowCardinality(String),
    subject           String,
    occurred_at       DateTime64(3, 'UTC'),
    sequence          UInt64,
    recorded_at       DateTime64(3, 'UTC'),
    -- the record as it stood after this update; '' and null mean "not stated"
    service           LowCardinality(String),
    component         String,
    state             LowCardinality(String),
    priority          LowCardinality(String),
    grade             LowCardinality(String),
    channel           LowCardinality(String),
    assignment_group  LowCardinality(String),
    supplier          LowCardinality(String),
    assigned_to       String,
    category          LowCardinality(String),
    title             String,
    opened_at         Nullable(DateTime64(3, 'UTC')),
    responded_at      Nullable(DateTime64(3, 'UTC')),
    responded_by      LowCardinality(String),
    stated_sla_met    Nullable(UInt8),
    -- the original event, byte for byte
    body              String codec(ZSTD(3))
)
engine = MergeTree
partition by toYYYYMM(occurred_at)
order by (type, subject, occurred_at, sequence, source, id)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
