-- What: which item of the service catalogue each service request with an update in [{since}, {until}) asks for, as known at
--   {as_of}; '' if it names none.
-- Grain: one row per record (source, record).
select source, subject as record, argMax(first.item, (first.occurred_at, sequence, id)) as item
from (
    select source, subject, id, occurred_at, sequence, JSONExtractString(body, 'data', 'item') as item
    from events
    where startsWith(type, 'service_request.v') and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at >= {since:DateTime64(3, 'UTC')}
    order by recorded_at, occurred_at, sequence, type, subject, body
    limit 1 by source, subject, id
) as first
where first.occurred_at < {until:DateTime64(3, 'UTC')}
group by source, subject
