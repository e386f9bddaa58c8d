-- What: records of one kind that tell of a stretch of time which they state themselves (outages, monitoring, samples), as known
--   at {as_of}: the last word before {until}, and of a record that was first spoken of later, its first word. So an outage
--   or a stretch of monitoring counts in the months in which it lies, whenever it was reported, and what was changed after a
--   month's end leaves that month alone (domain rule 15).
-- Grain: one row per record (record_type, source, record).
select
    record_type,
    source,
    record,
    min(u.occurred_at) as first_occurred_at,
    if(first_occurred_at < {until:DateTime64(3, 'UTC')},
        argMaxIf((u.data, u.occurred_at), (u.occurred_at, u.sequence, u.id), u.occurred_at < {until:DateTime64(3, 'UTC')}),
        argMin((u.data, u.occurred_at), (u.occurred_at, u.sequence, u.id))) as said,
    said.1 as data,
    said.2 as last_occurred_at
from stg_record_updates(
    kind = {kind:String}, as_of = {as_of:DateTime64(3, 'UTC')},
    until = toDateTime64('2299-12-31 00:00:00', 3, 'UTC')) as u
group by record_type, source, record
