-- What: every update of the incidents of which one occurred in [{since}, {until}), before {until}, as known at {as_of}; first
--   recorded of an identity (domain rules 14 and 15).
-- Grain: one row per identity of a record (source, record, id).
select source, subject as record, id, occurred_at, sequence, service, state, opened_at
from (
    select *
    from events
    where type = 'incident.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and (source, subject) in (
            select source, subject
            from events
            where type = 'incident.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
                and occurred_at >= {since:DateTime64(3, 'UTC')} and occurred_at < {until:DateTime64(3, 'UTC')})
    order by recorded_at, occurred_at, sequence, type, subject, state, priority
    limit 1 by source, subject, id
)
where occurred_at < {until:DateTime64(3, 'UTC')}
