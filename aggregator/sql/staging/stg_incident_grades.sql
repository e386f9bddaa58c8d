-- What: updates of incidents that were given a grade of {grades}, and of others with such a one's number, from {since} on, as known
--   at {as_of} and up to {until}; first recorded of an identity (domain rules 14 and 15).
-- Grain: one row per identity of a record (source, record, id).
select
    source,
    subject as record,
    (occurred_at, sequence, id) as place,
    occurred_at,
    opened_at,
    state,
    grade,
    service,
    component
from (
    select *
    from events
    where type = 'incident.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at >= {since:DateTime64(3, 'UTC')}
        and subject in (
            select subject
            from events
            where type = 'incident.v1' and occurred_at >= {since:DateTime64(3, 'UTC')} and grade in {grades:Array(String)}
        )
    order by recorded_at, occurred_at, sequence, subject, state
    limit 1 by source, subject, id
)
where occurred_at < {until:DateTime64(3, 'UTC')}
