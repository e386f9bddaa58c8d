-- What: records of one kind that is no ticket ({kind}: 'outage', 'change', 'survey_answer' …) as they stood after each
--   update that occurred before {until} and was recorded by {as_of}. Of a record's identity (source, id) that arrived more than
--   once, the first that was recorded stands (domain rules 14 and 15). `data` is the event's data as JSON text.
-- Grain: one row per identity of a record (source, record, id).
select
    {kind:String} as record_type,
    source,
    subject as record,
    id,
    occurred_at,
    sequence,
    recorded_at,
    service,
    component,
    JSONExtractRaw(body, 'data') as data
from (
    select *
    from events
    where startsWith(type, concat({kind:String}, '.v')) and recorded_at <= {as_of:DateTime64(3, 'UTC')}
    order by recorded_at, occurred_at, sequence, type, subject, body
    limit 1 by source, subject, id
)
where occurred_at < {until:DateTime64(3, 'UTC')}
