-- What: figures of problem management: problems open at the cut and opened in the month, from the ledger; known errors
--   among the open ones; incidents opened in the month that name a problem; and problems that came back: resolved (as
--   their source states it) in the 90 days before the cut, and open again, or named by an incident opened after that.
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
            'problem' as kind, toString(service) as service, ('problem', toString(source), record) as by_itself,
            arrayJoin([
                ('PRB-02', toInt64(open_at_end), null::Nullable(Int64), 'count'),
                ('PRB-02-age', open_at_end * dateDiff('millisecond', opened_at, {cut:DateTime64(3, 'UTC')}),
                    open_at_end, 'ms'),
                ('PRB-03', open_at_end and known and helped, open_at_end and known, 'ratio'),
                ('PRB-06', opened_in_month and origin = 'proactive', opened_in_month and origin != '', 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select l.*, p.origin as origin, ifNull(p.known_error, 0) or p.known_error_at is not null as known,
                p.workaround != '' or p.workaround_at is not null as helped
            from {ledger:Identifier} as l
            left join stg_problems(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as p
                on p.source = l.source and p.record = l.record
            where l.month = {month:Date} and l.record_type = 'problem' and l.cancelled = 0
        )
        union all
        select
            'problem' as kind, toString(service) as service, ('problem', toString(source), record) as by_itself,
            arrayJoin([
                ('PRB-07', ended and (again or not finished), toNullable(toInt64(ended)), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select
                p.*, r.problem != '' as again,
                is_past(p.resolved_at) and p.resolved_at >= {cut:DateTime64(3, 'UTC')} - interval 90 day as ended,
                p.state = '' or p.state in (
                    select state from states
                    where definitions = {definitions:String} and phase in ('resolved', 'closed')) as finished
            from stg_problems(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as p
            left join (
                select distinct i.problem as problem
                from int_recent_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                    month_start = {month_start:DateTime64(3, 'UTC')}, since = {cut:DateTime64(3, 'UTC')} - interval 90 day) as i
                join stg_problems(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as q
                    on q.record = i.problem
                where i.opened_at > q.resolved_at
            ) as r on r.problem = p.record
        )
        union all
        select
            'incident' as kind, toString(service) as service, ('incident', toString(source), record) as by_itself,
            arrayJoin([
                ('PRB-05', toInt64(in_month(opened_at) and problem != ''), null::Nullable(Int64), 'count')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from int_recent_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')})
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
