-- What: BRM-10, services that look well and are not felt so: their promises met as SLM-01 demands, and their customers'
--   judgement below the goal of BRM-01 in the same month. In all, the outermost services are counted. Nothing in a month
--   in which nobody answered, or where one of the two has no goal.
-- Grain: one row per service with both figures, and '*'.
select
    {month:Date} as month, 'BRM-10' as figure, 'survey_answer' as record_type, scope as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    k.diverging as numerator, null as denominator, 'count' as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(goal_of is null, '', numerator * goal_of <= goal_met, 'met', 'missed') as verdict, k.members as members
from (
    select
        {by_record:UInt8} ? [('service', '', f.service)] : [] as members,
        arrayJoin(t.service = t.top_service ? ['*', t.service] : [t.service]) as scope,
        toInt64(countIf(f.kept = 'met' and f.felt = 'missed')) as diverging
    from (
        select
            f.service as service, f.verdict as felt,
            p.met * l.goal_of >= l.goal_met * p.measured ? 'met' : 'missed' as kept
        from {figures:Identifier} as f
        join (
            select
                arrayJoin(s.lineage) as service, toInt64(countIf(p.verdict = 'met')) as met,
                toInt64(countIf(p.verdict in ('met', 'missed'))) as measured
            from {promises:Identifier} as p
            join (select service, lineage from services where definitions = {definitions:String}) as s
                on s.service = p.service
            where p.month = {month:Date}
            group by service
        ) as p on p.service = f.service
        join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as l
            on l.figure = 'SLM-01'
        where f.month = {month:Date} and f.figure = 'BRM-01' and f.verdict in ('met', 'missed') and p.measured > 0
    ) as f
    join (select service, top_service from services where definitions = {definitions:String}) as t on t.service = f.service
    group by scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = 'BRM-10'
