-- What: CAP-07, how long a resource lasts: what is left of it (limit less last level) divided by its growth, the least-squares
--   slope over the 90 days before the cut, of the service's resource that ends first. -earliest takes the upper end of the
--   slope's 95 % interval (1.96 standard errors). Resources with fewer than 3 samples, or that do not grow, have no end. Sums
--   are whole numbers (seconds before the cut, thousandths of a unit), so that order and threads change nothing.
-- Grain: one row per figure and service in which any resource grows.
select
    {month:Date} as month, part.1 as figure, 'capacity_sample' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, null as denominator, 'ms' as unit,
    figure = 'CAP-07' and g.goal_of > 0 ? toNullable(g.goal_met) : null as goal_met,
    goal_met is null ? null : toNullable(g.goal_of) as goal_of,
    multiIf(goal_of is null, '', numerator * goal_of >= goal_met, 'met', 'missed') as verdict, members
from (
    select
        arrayJoin(arrayPushFront(empty(s.lineage) ? [r.service] : s.lineage, '*')) as service, members,
        arrayJoin([('CAP-07', min(ends_ms)), ('CAP-07-earliest', min(ends_early_ms))]) as part
    from (
        select
            service, resource,
            {by_record:UInt8} ? arraySort(groupArray(('capacity_sample', toString(source), record))) : [] as members,
            count() as n, toInt256(sum(toInt256(x))) as sx, sum(toInt256(level)) as sy,
            n * sum(toInt256(x) * x) - sx * sx as spread, n * sum(toInt256(x) * level) - sx * sy as rise,
            n * sum(toInt256(level) * level) - sy * sy as scatter,
            argMax(most, (at, source, record)) - argMax(level, (at, source, record)) as room,
            -- Of the slope: rise / spread per second; its variance: (scatter * spread - rise^2) / (n - 2) / spread^2.
            toFloat64(scatter * spread - rise * rise) / (n - 2) as variance,
            toInt64(least(toInt256(toInt256(assumeNotNull(room)) * 1000 * spread / rise), toInt256(9000000000000000)))
                as ends_ms,
            toInt64(least(
                toFloat64(assumeNotNull(room)) * 1000 * toFloat64(spread) / (toFloat64(rise) + 1.96 * sqrt(variance)),
                9e15)) as ends_early_ms
        from (
            select *, dateDiff('second', {cut:DateTime64(3, 'UTC')}, at) as x
            from int_capacity_use(
                as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                month_start = {month_start:DateTime64(3, 'UTC')})
            where most is not null
        )
        group by service, resource
        having n >= 3 and rise > 0 and spread > 0 and room >= 0
    ) as r
    left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = r.service
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
