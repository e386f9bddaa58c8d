-- What: when events that happened in [{since}, {until}) were first recorded, as known at {as_of}: of any kind but single checks
--   of monitors, whose number would hide how late all others are. What happened before the first event of its source was
--   recorded is history that was loaded, and not here: no feed was late with it.
-- Grain: one row per identity (source, id).
select source, id, first.2 as occurred_at, first.1 as recorded_at
from (
    select source, id, min((recorded_at, occurred_at)) as first
    from events
    where type != 'monitor_check.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at >= {since:DateTime64(3, 'UTC')}
    group by source, id
) as arrivals
join (select source, min(recorded_at) as connected_at from events group by source) as feeds on feeds.source = arrivals.source
where occurred_at < {until:DateTime64(3, 'UTC')} and occurred_at >= connected_at
