-- What: figures of nonconformities, as they stand at the cut or by the month of their closing, and of actions: planned
--   ones by the month in which they were due, their effect by the month in which it was checked.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages,
    at -> ifNull(at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}, 0) as in_month,
    at -> ifNull(at < {cut:DateTime64(3, 'UTC')}, 0) as is_past
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
            'nonconformity' as kind, toString(service) as service,
            ('nonconformity', toString(source), record) as by_itself,
            arrayJoin([
                ('SMS-02', toInt64(open), null::Nullable(Int64), 'count'),
                ('SMS-02-overdue', open and is_past(due_at), null, 'count'),
                ('SEC-06', open and lower(found_by) like '%audit%' and is_past(due_at), null, 'count'),
                ('SUP-06-open', open and ifNull(dispute, 0), null, 'count'),
                ('SMS-03', in_month(closed_at) * ifNull(dateDiff('millisecond', found_at, closed_at), 0),
                    in_month(closed_at), 'ms')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select *, is_past(found_at) and not is_past(closed_at) as open
            from stg_nonconformities(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
            where entered
        )
        union all
        select
            'action' as kind, toString(service) as service, ('action', toString(source), record) as by_itself,
            arrayJoin([
                ('SLM-10', planned and ifNull(closed_at <= due_at, 0), toNullable(toInt64(planned)), 'ratio'),
                ('PRB-08', checked and ifNull(effective, 0), checked and effective is not null, 'ratio'),
                ('SMS-07',
                    ifNull(in_month(verified_at) * (expected_benefit > 0) * realised_benefit, 0),
                    ifNull(in_month(verified_at) * (realised_benefit is not null) * expected_benefit, 0), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select *, in_month(due_at) and not cancelled as planned,
                in_month(verified_at) and kind != 'improvement' as checked
            from stg_actions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        )
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
