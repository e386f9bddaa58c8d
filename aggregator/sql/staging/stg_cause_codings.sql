-- What: the cause that people assigned to records, as it stands at {until}, as known at {as_of}; the last word counts.
-- Grain: one row per record coded (record_type, record).
select
    JSONExtractString(r.data, 'record_type') as record_type,
    JSONExtractString(r.data, 'record') as record,
    argMax(JSONExtractString(r.data, 'cause'), (r.last_occurred_at, r.source, r.record)) as cause,
    argMax(JSONExtractString(r.data, 'record_source'), (r.last_occurred_at, r.source, r.record)) as record_source
from stg_records(
    kind = 'cause_coding', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as r
group by record_type, record
