-- What: records of one kind that is no ticket as they stand at {until}, as known at {as_of}: the last update's word.
--   first_occurred_at = when the record was entered, last_occurred_at = when it was last changed.
-- Grain: one row per record (record_type, source, record).
select
    record_type,
    source,
    record,
    min(u.occurred_at) as first_occurred_at,
    max(u.occurred_at) as last_occurred_at,
    count() as updates,
    argMax(u.service, (u.occurred_at, u.sequence, u.id)) as service,
    argMax(u.component, (u.occurred_at, u.sequence, u.id)) as component,
    argMax(u.data, (u.occurred_at, u.sequence, u.id)) as data
from stg_record_updates(
    kind = {kind:String}, as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as u
group by record_type, source, record
