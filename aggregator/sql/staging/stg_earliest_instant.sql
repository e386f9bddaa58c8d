-- What: the earliest instant that a ticket known at {as_of} speaks of: service windows must reach back to it.
-- Grain: one row; null without tickets.
select toUnixTimestamp64Milli(minOrNull(least(occurred_at, ifNull(opened_at, occurred_at)))) as earliest_ms
from events
where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
    and occurred_at < {until:DateTime64(3, 'UTC')}
    and recorded_at <= {as_of:DateTime64(3, 'UTC')}
