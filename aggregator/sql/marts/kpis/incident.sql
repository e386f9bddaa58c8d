-- What: figures of incidents from the month's ledger: spread of elapsed time, reopenings, age and flow of the backlog,
--   hand-overs between groups, share of pauses. A percentile is the smallest value that so many of 100 do not exceed.
--   Cancelled incidents count nowhere.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
select
    {month:Date} as month, part.1 as figure, 'incident' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        arrayJoin(arrayConcat(['*'], empty(s.lineage) ? [toString(l.service)] : s.lineage)) as service,
        {by_record:UInt8} ? [('incident', toString(l.source), l.record)] : [] as members,
        arraySort(groupArrayIf(toInt64(elapsed_ms), resolved_in_month)) as times,
        arraySort(groupArrayIf(dateDiff('millisecond', opened_at, {cut:DateTime64(3, 'UTC')}), open_at_end)) as ages,
        length(times) as resolved,
        arrayJoin([
            ('INC-04-median', resolved = 0 ? 0 : times[intDiv(resolved + 1, 2)], toNullable(resolved = 0 ? 0 : 1), 'ms'),
            ('INC-04-p90', resolved = 0 ? 0 : times[intDiv(9 * resolved + 9, 10)], resolved = 0 ? 0 : 1, 'ms'),
            ('INC-05', countIf(u.reopened_soon), countIf(resolved_in_month or reopenings_in_month > 0), 'ratio'),
            ('INC-06-7d', arrayCount(age -> age > 7 * 86400000, ages), null, 'count'),
            ('INC-06-30d', arrayCount(age -> age > 30 * 86400000, ages), null, 'count'),
            ('INC-06-p90', empty(ages) ? 0 : ages[intDiv(9 * length(ages) + 9, 10)], empty(ages) ? 0 : 1, 'ms'),
            ('INC-07', countIf(opened_in_month) - resolved, null, 'count'),
            ('INC-08', countIf(resolved_in_month and u.handovers > 2), resolved, 'ratio'),
            ('INC-14', sumIf(waiting_ms, resolved_in_month), sumIf(waiting_ms + elapsed_ms, resolved_in_month), 'ratio')
        ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
    from {ledger:Identifier} as l
    left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = l.service
    left join int_incident_moves(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String}
    ) as u on u.source = l.source and u.record = l.record
    where l.month = {month:Date} and l.record_type = 'incident' and l.cancelled = 0
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
