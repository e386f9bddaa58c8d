-- What: agreed exclusions (domain rule 8): the rules that agreements have for them, and what was entered; writer: aggregator.

create table if not exists exclusion_rules
(
    definitions String,
    agreement LowCardinality(String),
    valid_from DateTime64(3, 'UTC'),
    rule String,
    name_en String,
    name_zh_hant String
)
engine = MergeTree partition by definitions order by (definitions, agreement, valid_from, rule);

-- excluded_by = excluded_ms by rule; excluded_by_entry = the same by entry (its source and number).
alter table ledger
    add column if not exists excluded_by Map(String, UInt64),
    add column if not exists excluded_by_entry Map(String, UInt64);

-- What was entered for records of the month's ledger. Status: applied, not-approved (at the month's cut), withdrawn,
-- no-rule (the record's agreement has no such rule). excluded_ms = service time that it took out of the record's clock.
create table if not exists exclusions
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
engine = MergeTree partition by month order by (month, record_type, source, record, begins_at, entry_source, entry);
