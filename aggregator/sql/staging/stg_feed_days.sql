-- What: on which local days each source sent events that occurred in [{since}, {until}), as known at {as_of}.
-- Grain: one row per source and day.
select distinct source, toDate(occurred_at, {time_zone:String}) as day
from events
where occurred_at >= {since:DateTime64(3, 'UTC')} and occurred_at < {until:DateTime64(3, 'UTC')}
    and recorded_at <= {as_of:DateTime64(3, 'UTC')}
