-- What: checks in [{since}, {until}) that found a service down, and the check after each, as stored by {as_of}: all that an
--   interruption can begin or end with. Most checks find nothing, so most are read once here and no further. Checks of one instant
--   are ordered by the source's own number; of two without one, that which found the service down stands. Repetitions of an
--   identity are not yet told apart.
-- Grain: one row per stored event.
select source, record, id, service, component, occurred_at, sequence, down
from (
    select
        source, subject as record, id, service, component, occurred_at, sequence, (state = 'down')::UInt8 as down,
        lagInFrame(down, 1, 0) over (
            partition by source, subject, service order by occurred_at, sequence, down
            rows between unbounded preceding and current row) as was_down
    from events
    where type = 'monitor_check.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at >= {since:DateTime64(3, 'UTC')} and occurred_at < {until:DateTime64(3, 'UTC')}
)
where down or was_down
