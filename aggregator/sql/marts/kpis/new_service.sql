-- What: figures of new or changed services: deployments by the month in which they went live (NCS-01), were accepted
--   (NCS-02), were due for review (NCS-03: when stated, else 30 days after going live) or had their outcome assessed
--   (NCS-04). NCS-05 counts incidents of the service opened in the month and in its first 30 days of life.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages,
    at -> ifNull(at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}, 0) as in_month
select
    {month:Date} as month, k.figure as figure, k.kind as record_type, k.scope as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    k.numerator as numerator, k.denominator as denominator, k.unit as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        kind, part.1 as figure, part.4 as unit,
        arrayJoin(arrayConcat(
            ['*'], multiIf(service = '', [], empty(lineages[service]), [service], lineages[service]))) as scope,
        {by_record:UInt8} ? [by_itself] : [] as members, sum(part.2) as numerator, sum(part.3) as denominator
    from (
        select
            'service_deployment' as kind, toString(service) as service,
            ('service_deployment', toString(source), record) as by_itself,
            arrayJoin([
                ('NCS-01', in_month(deployed_at) and deployed_at <= planned_at and ifNull(cost <= budget, 1),
                    toNullable(toInt64(in_month(deployed_at))), 'ratio'),
                ('NCS-02', in_month(accepted_at) and ifNull(accepted_first_time, 0),
                    in_month(accepted_at) and accepted_first_time is not null, 'ratio'),
                ('NCS-03', in_month(due_at) and ifNull(reviewed_at <= due_at, 0), in_month(due_at), 'ratio'),
                ('NCS-04', ifNull(in_month(outcome_assessed_at) * outcome_targets_met, 0),
                    ifNull(in_month(outcome_assessed_at) * outcome_targets, 0), 'ratio'),
                ('NCS-05', ifNull(young.incidents, 0), null, 'count')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select *, ifNull(review_due_at, deployed_at + interval 30 day) as due_at
            from stg_service_deployments(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        ) as d
        left join (
            select p.source as source, p.record as record, uniqExact(i.source, i.record) as incidents
            from stg_service_deployments(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as p
            join int_recent_incidents(
                as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')}) as i
                on i.service = p.service
            where in_month(i.opened_at) and i.opened_at >= p.deployed_at
                and i.opened_at < p.deployed_at + interval 30 day
            group by source, record
        ) as young on young.source = d.source and young.record = d.record
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
