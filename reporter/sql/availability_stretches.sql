-- What: stretches of the month in which a service was unavailable (down, excused, out of agreed hours, unknown for lack of
--   monitoring), under planned maintenance, left out by an agreed exclusion, or not monitored; neighbours of one kind are
--   one stretch.
-- Grain: one row per service and stretch.
select
    service,
    kind,
    toUnixTimestamp64Milli(min(begins)) as begins_at,
    toUnixTimestamp64Milli(max(ends)) as ends_at
from (
    select *, sum(turns) over (partition by service order by begins) as stretch
    from (
        select
            *, kind != lagInFrame(kind, 1, 'none') over (
                partition by service order by begins rows between unbounded preceding and current row) as turns
        from (
            select
                toString(service) as service, begins, ends,
                multiIf(
                    unavailable and not known, 'unknown', unavailable and not in_hours, 'out-of-hours', down, 'down',
                    unavailable, 'excused', planned, 'planned', excluded, 'excluded',
                    unmonitored, 'unmonitored', '') as kind
            from availability_segments
            where month = {month:Date} and in_month
        )
    )
)
where kind != ''
group by service, stretch, kind
order by service, begins_at
