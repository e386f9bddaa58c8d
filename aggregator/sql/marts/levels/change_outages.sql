-- What: CHG-09, unplanned downtime that changes caused, of agreed service time: the downtime of the month of stretches in which
--   any of the records that tell of the outage names the change that caused it. Planned maintenance is no downtime. In all,
--   the outermost services are added up. Nothing where availability is not measured.
-- Together: CHG-09 has the downtime of each stretch over the service's agreed time of the month, which counts once.
-- Grain: one row per service, and '*'.
select
    {month:Date} as month, 'CHG-09' as figure, 'outage' as record_type, a.service as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    toInt64(ifNull(o.caused_ms, 0)) as numerator, {by_record:UInt8} ? null : a.denominator as denominator, 'ratio' as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        numerator * goal_of <= goal_met * denominator, 'met', 'missed') as verdict, o.members as members
from (
    select toString(service) as service, denominator from {figures:Identifier}
    where month = {month:Date} and figure = 'AVA-01'
) as a
left join (
    select
        arrayJoin(o.service = o.top_service ? ['*', toString(o.service)] : [toString(o.service)]) as service,
        {by_record:UInt8} ? [('stretch', toString(o.service), concat(toString(begins_at), '/', toString(ends_at)))] : []
            as members,
        sum(counted_in_month_ms) as caused_ms
    from {outages:Identifier} as o
    where month = {month:Date} and notEmpty(changes)
    group by service, members
) as o on o.service = a.service
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = 'CHG-09'
