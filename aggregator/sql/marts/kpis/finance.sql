-- What: figures of budgeting and accounting, of what is stated about the month itself, also when it was entered after
--   the month had ended (known as of): costs are actual amounts less refunds, in hundredths of the currency. Changes
--   are those approved in the month. FIN-04 takes the costs whose unit contains the word ticket. FIN-01 is the difference from budget, above it positive.
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
            'cost' as kind, toString(service) as service, ('cost', toString(source), record) as by_itself,
            arrayJoin([
                ('FIN-01', toInt64(ifNull(this_month * (actual - ifNull(credits, 0) - budget), 0)),
                    toNullable(toInt64(ifNull(this_month * (actual is not null) * budget, 0))), 'ratio'),
                ('FIN-02-error',
                    ifNull(this_month * abs(actual - ifNull(credits, 0) - forecast), 0),
                    ifNull(this_month * (forecast is not null) * (actual - ifNull(credits, 0)), 0), 'ratio'),
                ('FIN-03', ifNull(this_month * (units > 0) * (actual - ifNull(credits, 0)), 0),
                    ifNull(this_month * (actual is not null) * units, 0), 'money'),
                ('FIN-04', ifNull(this_month * (unit like '%ticket%') * (units > 0) * (actual - ifNull(credits, 0)), 0),
                    ifNull(this_month * (unit like '%ticket%') * (actual is not null) * units, 0), 'money'),
                ('FIN-06', this_month and cost_model != '', this_month, 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select *, cost_month = formatDateTime({month:Date}, '%Y-%m') as this_month
            from stg_costs(as_of = {as_of:DateTime64(3, 'UTC')}, until = {as_of:DateTime64(3, 'UTC')})
        )
        union all
        select
            'change' as kind, toString(services[1]) as service, ('change', toString(source), record) as by_itself,
            arrayJoin([
                ('FIN-05', in_month(approved_at) and ifNull(costed_at <= approved_at, 0),
                    toNullable(toInt64(in_month(approved_at))), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from stg_changes(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
