-- What: nonconformities as people entered them, as known at {as_of}: the last word before {until}, and of one that was first
--   entered later, its first word; `entered` = whether it was entered before {until}.
-- Grain: one row per record (source, record).
select
    source,
    record,
    first_occurred_at < {until:DateTime64(3, 'UTC')} as entered,
    JSONExtractString(data, 'title') as title,
    JSONExtractString(data, 'rule') as rule,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'found_at'), 3, 'UTC') as found_at,
    JSONExtractString(data, 'source') as found_by,
    JSONExtractString(data, 'found_in') as found_in,
    JSONExtractString(data, 'severity') as severity,
    JSONExtractString(data, 'service') as service,
    JSONExtractString(data, 'process') as process,
    JSONExtractString(data, 'evidence') as evidence,
    JSONExtractString(data, 'root_cause') as root_cause,
    JSONExtractString(data, 'cause') as cause,
    JSONExtractString(data, 'correction') as correction,
    JSONExtractString(data, 'owner') as owner,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'due_at'), 3, 'UTC') as due_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(data, 'closed_at'), 3, 'UTC') as closed_at,
    JSONExtractString(data, 'figure') as figure,
    JSONExtractString(data, 'month') as figure_month,
    JSONExtract(data, 'actions', 'Array(String)') as actions,
    JSONExtract(data, 'dispute', 'Nullable(Bool)') as dispute
from stg_stated_records(
    kind = 'nonconformity', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
