-- What: every event of records of one kind ({kind}: 'incident', 'change' …) that was recorded by {as_of}, with the place from
--   which it came. counts = 0 for a record's identity (source, id) that had been recorded before: it changes nothing (rule 14).
-- Grain: one row per stored event of the records named in {records}.
select
    {kind:String} as record_type,
    source,
    subject as record,
    id,
    occurred_at,
    sequence,
    recorded_at,
    topic,
    partition,
    offset,
    row_number() over (
        partition by source, subject, id order by recorded_at, occurred_at, sequence, type, subject, state, priority) = 1 as counts
from events
where startsWith(type, concat({kind:String}, '.v')) and recorded_at <= {as_of:DateTime64(3, 'UTC')}
    and has({records:Array(String)}, subject)
