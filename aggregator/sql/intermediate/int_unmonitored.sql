-- What: stretches of [{history}, {cut}) in which no monitor watched a service that has monitors: the complement of the union
--   of all its coverage less gaps. Services without any coverage record have none: nobody says that they are monitored.
-- Grain: one row per service and stretch (milliseconds since 1970), neither overlapping nor touching.
with
    toUnixTimestamp64Milli({history:DateTime64(3, 'UTC')}) as since_ms,
    toUnixTimestamp64Milli({cut:DateTime64(3, 'UTC')}) as cut_ms
select service, seen_until as begins_ms, least(from_ms, cut_ms) as ends_ms
from (
    select
        service, from_ms,
        greatest(since_ms, max(until_ms) over (
            partition by service order by from_ms, until_ms rows between unbounded preceding and 1 preceding)) as seen_until
    from (
        select
            service,
            toUnixTimestamp64Milli(assumeNotNull(begins_at)) as first_ms,
            toUnixTimestamp64Milli(assumeNotNull(ends_at)) as last_ms,
            arraySort(arrayMap(
                g -> (toUnixTimestamp64Milli(assumeNotNull(g.1)), toUnixTimestamp64Milli(assumeNotNull(g.2))),
                arrayFilter(g -> g.1 < g.2, gaps))) as holes,
            arrayJoin(range(length(holes) + 1)) as n,
            arrayMax(arrayPushFront(arrayMap(h -> h.2, arraySlice(holes, 1, n)), first_ms)) as from_ms,
            n < length(holes) ? least(holes[n + 1].1, last_ms) : last_ms as until_ms
        from stg_monitor_coverage(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        where begins_at < ends_at and from_ms < until_ms
        union all
        select distinct service, cut_ms, cut_ms, [], 0, cut_ms, cut_ms
        from stg_monitor_coverage(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    )
)
where begins_ms < ends_ms
