-- What: major incidents whose root cause was due in the month (the end of the rule's working day after they were declared),
--   and of those the ones that had a problem and a root cause by then (PRB-01).
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
select
    {month:Date} as month, 'PRB-01' as figure, 'major_incident' as record_type, k.service as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    k.numerator as numerator, toNullable(k.due) as denominator, 'ratio' as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * denominator) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed') as verdict, members
from (
    select
        'PRB-01' as figure,
        arrayJoin(arrayConcat(['*'], empty(s.lineage) ? [toString(d.service)] : s.lineage)) as service,
        {by_record:UInt8} ? [('major_incident', toString(d.source), d.record)] : [] as members,
        toInt64(countIf(problem != '' and ifNull(root_cause_found_at <= due_at, 0))) as numerator, toInt64(count()) as due
    from int_major_incident_deadlines(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')},
        definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}, time_zone = {time_zone:String}) as d
    left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = d.service
    where due_at >= {month_start:DateTime64(3, 'UTC')}
        and due_at < {cut:DateTime64(3, 'UTC')}
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
