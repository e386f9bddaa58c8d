-- What: times in which a monitor's checks found a service down: from the first check that did to the next that did not (up or
--   degraded), as known at {as_of} and before {cut}, from {history} on. ends_at null = no such check yet: it goes on (A7). Each
--   monitor speaks for itself; where two watch one service, its interruptions are the union. The component is the one that
--   the first check names. That no check was made says nothing: monitoring is told by coverage alone.
-- Grain: one row per monitor's record, service and stretch (source, record, service, begins_at): a record has many.
select source, record, service, component, begins_at, ends_at
from (
    select
        source, record, service, component, down, occurred_at as begins_at,
        leadInFrame(toNullable(occurred_at), 1, null) over (
            partition by source, record, service order by occurred_at, sequence, down, component
            rows between current row and unbounded following) as ends_at
    from (
        select
            *, lagInFrame(down, 1, 0) over (
                partition by source, record, service order by occurred_at, sequence, down, component
                rows between unbounded preceding and current row) as was_down
        from stg_monitor_checks(
            as_of = {as_of:DateTime64(3, 'UTC')}, since = {history:DateTime64(3, 'UTC')},
            until = {cut:DateTime64(3, 'UTC')})
    )
    where down != was_down
)
where down
