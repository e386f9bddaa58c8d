-- What: whether any incident occurred before {until}, as known at {as_of}: where none is ever sent, none can be counted.
-- Grain: one row.
select count() > 0 as any_incident
from (
    select 1
    from events
    where startsWith(type, 'incident.v') and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at < {until:DateTime64(3, 'UTC')}
    limit 1
)
