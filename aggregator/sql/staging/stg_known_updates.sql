-- What: how many updates of tickets are stored that occurred before {until} and were recorded by {as_of}; each repetition counts.
-- Grain: one row.
select count() as updates
from events
where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
    and recorded_at <= {as_of:DateTime64(3, 'UTC')} and occurred_at < {until:DateTime64(3, 'UTC')}
