-- What: first answers that no person gave, stated for [{since}, {until}), as known at {as_of}; the earliest of a record.
-- Grain: one row per record (record_type, source, record).
select record_type, source, record, min(first.responded_at) as answered_at
from (
    select replaceRegexpOne(type, '\\.v[0-9]+$', '') as record_type, source, subject as record, responded_at, responded_by
    from events
    where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
        and recorded_at <= {as_of:DateTime64(3, 'UTC')} and occurred_at >= {since:DateTime64(3, 'UTC')}
        and occurred_at < {until:DateTime64(3, 'UTC')}
    order by recorded_at, occurred_at, sequence, type, subject, state, priority
    limit 1 by source, record, id
) as first
where responded_by not in ('', 'person') and first.responded_at >= {since:DateTime64(3, 'UTC')}
    and first.responded_at < {until:DateTime64(3, 'UTC')}
group by record_type, source, record
