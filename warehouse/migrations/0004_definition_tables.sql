-- What: the definitions of the organisation as tables, keyed first by their content hash; writer: aggregator.
-- One partition per content hash, replaced whole. Instants are UTC; a local date is resolved by the loader.

create table if not exists definitions
(
    definitions String,
    path String,
    text String CODEC(ZSTD(3))
)
engine = MergeTree partition by definitions order by (definitions, path);

-- Checksum of the rows that a load wrote: a load of the same rows is not repeated.
create table if not exists definition_loads
(
    definitions String,
    since DateTime64(3, 'UTC'),
    until DateTime64(3, 'UTC'),
    checksum String
)
engine = MergeTree partition by (definitions, since, until) order by (definitions, since, until);

-- Windows [opens, closes) of one calendar and kind never overlap and are never empty. ms_before = length of
-- all earlier windows of that calendar and kind from `since` on. Calendar '' (no agreement) is one window
-- around all time.
create table if not exists service_windows
(
    definitions String,
    since DateTime64(3, 'UTC'),
    until DateTime64(3, 'UTC'),
    calendar LowCardinality(String),
    kind LowCardinality(String),
    opens DateTime64(3, 'UTC'),
    closes DateTime64(3, 'UTC'),
    ms_before Int64
)
engine = MergeTree partition by (definitions, since, until) order by (definitions, calendar, kind, opens);

-- lineage = the service, its parent, and so on up to top_service.
create table if not exists services
(
    definitions String,
    service String,
    top_service String,
    lineage Array(String),
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, service);

create table if not exists states
(
    definitions String,
    state String,
    phase LowCardinality(String),
    waiting_on LowCardinality(String)
)
engine = MergeTree partition by definitions order by (definitions, state);

create table if not exists priorities
(
    definitions String,
    priority String,
    rank UInt32,
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, priority);

create table if not exists groups
(
    definitions String,
    assignment_group String,
    supplier String,
    division String,
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, assignment_group);

-- One row per agreement version, record type and service it covers (sub-services written out). Where two
-- service level agreements cover a service, only the one that names it most closely has rows for it.
-- valid_until = the start of the agreement's next version, 2299-12-31 without one.
create table if not exists agreement_rules
(
    definitions String,
    agreement LowCardinality(String),
    kind LowCardinality(String),
    service String,
    record_type LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    valid_until DateTime64(3, 'UTC'),
    calendar LowCardinality(String),
    resolved_gap LowCardinality(String)
)
engine = MergeTree partition by definitions order by (definitions, kind, service, record_type, valid_from);

create table if not exists pausing_states
(
    definitions String,
    agreement LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    state String
)
engine = MergeTree partition by definitions order by (definitions, agreement, valid_from, state);

create table if not exists targets
(
    definitions String,
    agreement LowCardinality(String),
    kind LowCardinality(String),
    service String,
    record_type LowCardinality(String),
    priority String,
    measure LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    target_ms UInt64,
    goal_met Nullable(UInt64),
    goal_of Nullable(UInt64)
)
engine = MergeTree partition by definitions
order by (definitions, kind, service, record_type, priority, measure, valid_from);
