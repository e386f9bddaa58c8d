-- What: every update before {until} of the incidents that were opened in [{since}, {before}), or of which one update occurred
--   then, as known at {as_of}; first recorded of an identity (domain rules 14 and 15). Those that name another service than
--   {services} in each update since {since} are left out.
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
                and occurred_at >= {since:DateTime64(3, 'UTC')} and occurred_at < {until:DateTime64(3, 'UTC')}
            group by source, subject
            having countIf(service = '' or has({services:Array(String)}, toString(service))) > 0
                and countIf(occurred_at < {before:DateTime64(3, 'UTC')}
                    or opened_at >= {since:DateTime64(3, 'UTC')} and opened_at < {before:DateTime64(3, 'UTC')}) > 0)
    order by recorded_at, occurred_at, sequence, type, subject, state, priority
    limit 1 by source, subject, id
)
where occurred_at < {until:DateTime64(3, 'UTC')}
