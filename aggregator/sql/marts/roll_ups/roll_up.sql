-- What: how far the targets of the month's figures were met, and how complete the report is. A figure's target counts once,
--   over everything ('*'), and is missed if it is for any kind of record. SMS-05: objectives whose share of targets met
--   reaches the goal of their own figure (without one: all). REP-02: of the eleven types of clause 6.2, those whose
--   description was agreed before the month's end. REP-03: registered types times outermost services, those with any
--   figure. REP-05: the service that monitors watched least. REP-06: the smallest lateness that 95 of 100 do not exceed.
-- Together: * are made of the month's other figures, of the register, or of how late all events of the month arrived.
-- Grain: one row per figure; no row where there is nothing to look at.
with
    judged as (
        select any(k.objectives) as objectives, any(k.report_types) as report_types, countIf(verdict = 'missed') = 0 as met
        from {figures:Identifier} as f
        join (select * from kpis where definitions = {definitions:String}) as k on k.figure = f.figure
        where f.month = {month:Date} and f.service = '*' and priority = '*' and assignment_group = '*' and channel = '*'
            and verdict in ('met', 'missed') and (empty(k.record_types) or has(k.record_types, f.record_type))
        group by k.kpi
    ),
    by_objective as (
        select objective, toInt64(sum(met)) as met, toInt64(count()) as measured
        from judged array join objectives as objective group by objective
    )
select
    {month:Date} as month, k.figure as figure, '*' as record_type, '*' as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    k.numerator as numerator, k.denominator as denominator, k.unit as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict
from (
    select 'SMS-06' as figure, toInt64(sum(met)) as numerator, toNullable(toInt64(count())) as denominator, 'ratio' as unit
    from judged where has(report_types, 2) having count() > 0
    union all
    select concat('SMS-05-objective-', toString(objective)), met, measured, 'ratio' from by_objective
    union all
    select
        'SMS-05', toInt64(countIf(goal_of = 0 ? met = measured : met * goal_of >= goal_met * measured)), count(), 'ratio'
    from by_objective as o
    left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as own
        on own.figure = concat('SMS-05-objective-', toString(o.objective))
    having count() > 0
    union all
    select 'REP-02', toInt64(uniqExactIf(report_type, agreed_from < {month_end:DateTime64(3, 'UTC')})), 11, 'ratio'
    from register where definitions = {definitions:String} having count() > 0
    union all
    select
        'REP-03', toInt64(countIf((service, report_type) in (
            select toString(f.service), arrayJoin(k.report_types)
            from {figures:Identifier} as f
            join (select * from kpis where definitions = {definitions:String}) as k on k.figure = f.figure
            where f.month = {month:Date} and ifNull(f.denominator, 1) > 0))), count(), 'ratio'
    from (select service from services where definitions = {definitions:String} and service = top_service) as s
    cross join (select distinct report_type from register where definitions = {definitions:String}) as r
    having count() > 0
    union all
    select 'REP-05', least_watched.1, least_watched.2, 'ratio'
    from (
        select argMin((numerator, assumeNotNull(denominator)), (numerator / denominator, service)) as least_watched
        from {figures:Identifier}
        where month = {month:Date} and figure = 'availability.coverage' and service != '*' and denominator > 0
        having count() > 0
    )
    union all
    select 'REP-06', late[intDiv(95 * length(late) + 99, 100)], 1, 'ms'
    from (
        select arraySort(groupArray(greatest(0, dateDiff('millisecond', occurred_at, recorded_at)))) as late
        from stg_event_arrivals(
            as_of = {as_of:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')},
            until = {cut:DateTime64(3, 'UTC')})
        having count() > 0
    )
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
