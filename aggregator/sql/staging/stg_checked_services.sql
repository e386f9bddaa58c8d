-- What: services of which at least one check in [{since}, {until}) is known at {as_of}, whatever it found.
-- Grain: one row per service.
select distinct service
from events
where type = 'monitor_check.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
    and occurred_at >= {since:DateTime64(3, 'UTC')} and occurred_at < {until:DateTime64(3, 'UTC')}
