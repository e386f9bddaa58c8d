-- What: tickets of which something is known at {as_of} that the month before did not know when it was computed (as of
--   {base_as_of}, cut at {base_cut}): an update that occurred from its cut on, or was recorded after its as-of time.
-- Grain: one row per subject (record).
select record
from (
    select subject as record
    from events
    where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
        and recorded_at <= {as_of:DateTime64(3, 'UTC')} and occurred_at < {cut:DateTime64(3, 'UTC')}
        and occurred_at >= {base_cut:DateTime64(3, 'UTC')}
    union all
    select subject
    from events
    where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
        and recorded_at <= {as_of:DateTime64(3, 'UTC')} and occurred_at < {base_cut:DateTime64(3, 'UTC')}
        and recorded_at > {base_as_of:DateTime64(3, 'UTC')}
)
group by record
