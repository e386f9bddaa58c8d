-- What: incidents with an update in [{since}, {until}) as known at {as_of}: when the first and the last of these occurred, the opening
--   last stated, and which update is the last (its identity, and when it was first recorded).
-- Grain: one row per record (source, record).
select
    source,
    subject as record,
    min(first.occurred_at) as first_at,
    max(first.occurred_at) as last_at,
    argMaxIf(first.opened_at, (first.occurred_at, sequence, id), first.opened_at is not null) as stated_opened_at,
    argMax((id, first.recorded_at), (first.occurred_at, sequence, id)) as last
from (
    select source, subject, id, occurred_at, sequence, recorded_at, opened_at
    from events
    where startsWith(type, 'incident.v') and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at >= {since:DateTime64(3, 'UTC')}
    order by recorded_at, occurred_at, sequence, type, subject
    limit 1 by source, subject, id
) as first
where first.occurred_at < {until:DateTime64(3, 'UTC')}
group by source, subject
