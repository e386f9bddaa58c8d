-- What: availability of the month (rule 9). Agreed hours are judged against the availability that the service level agreement
--   in force at the month's last instant promises; the allowance is the share of agreed service time that it leaves for
--   downtime, numerator and denominator times the promise's denominator, so that both stay whole. The clock round (AVA-02)
--   counts every known outage, excused or not, over all monitored time. Coverage only where a monitor is said to watch, and user
--   time only where an outage says how many users it hit, or nothing was down.
--   '*' sums the outermost services and has no promise. Nothing without any outage, monitoring or check known before the cut.
-- Grain: one row per figure and service.
select
    {month:Date} as month, part.1 as figure, 'outage' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    assumeNotNull(part.2) as numerator, part.3 as denominator, part.4 as unit,
    part.5 as goal_met, part.6 as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * denominator) * (figure = 'AVA-04' ? -1 : 1) >= 0, 'met', 'missed') as verdict, members
from (
    select
        d.service as service, members,
        t.goal_of > 0 ? t.goal_met : null as met,
        t.goal_of > 0 ? t.goal_of : null as of,
        arrayJoin(arrayFilter(one -> one.2 is not null, [
            ('availability.agreed_hours', toNullable(ast - down), toNullable(ast), 'ratio', met, of),
            ('AVA-01', ast - down, ast, 'ratio', met, of),
            ('AVA-02', watched - wall_down, watched, 'ratio', null, null),
            ('AVA-03', down, null, 'ms', null, null),
            ('AVA-04', down * of, ast * (of - met), 'ratio', of is null ? null : 1, of is null ? null : 1),
            ('AVA-11', users = 0 and down > 0 ? null : toNullable(users), null, 'ms', null, null),
            ('availability.coverage', monitored ? toNullable(seen) : null, seen + blind, 'ratio', null, null)
        ]::Array(Tuple(
            String, Nullable(Int64), Nullable(Int64), String, Nullable(Int64), Nullable(Int64))))) as part
    from (
        select
            arrayJoin(days.service = top_service ? ['*', toString(days.service)] : [toString(days.service)]) as service,
            {by_record:UInt8} ? [('day', toString(days.service), toString(day))] : [] as members,
            toInt64(sum(ast_ms)) as ast, toInt64(sum(down_ms)) as down, toInt64(sum(wall_ms - unmonitored_ms)) as watched,
            toInt64(sum(wall_down_ms)) as wall_down, toInt64(sum(user_ms)) as users,
            max(m.service != '') as monitored, toInt64(sumIf(ast_ms, m.service != '')) as seen,
            toInt64(sumIf(unmonitored_hours_ms, m.service != '')) as blind
        from {availability_days:Identifier} as days
        left join (
            select distinct arrayJoin(empty(s.lineage) ? [c.service] : s.lineage) as service
            from stg_monitor_coverage(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as c
            left join (select service, lineage from services where definitions = {definitions:String}) as s
                on s.service = c.service
        ) as m on m.service = days.service
        where days.month = {month:Date}
        group by service, members
    ) as d
    left join (
        select service, goal_met, ifNull(goal_of, 0) as goal_of
        from service_targets
        where definitions = {definitions:String} and kind = 'sla' and measure = 'availability'
            and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
    ) as t on t.service = d.service
)
where (select count() from stg_outages(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}))
    + (select count() from stg_monitor_coverage(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}))
    + (select count() from stg_checked_services(
        as_of = {as_of:DateTime64(3, 'UTC')}, since = {history:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}))
    + (select count() from {interruptions:Identifier} where month = {month:Date}) > 0
