-- What: figures of information security management: incidents by the month in which they were noticed (SEC-01, mean
--   time to detect) or contained (SEC-02, mean time to contain; those not contained and past their time count too), and
--   how many of the changes closed in the month had their effect on security assessed. Patches are changes of category
--   `patch`.
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
            'security_incident' as kind, toString(service) as service,
            ('security_incident', toString(source), record) as by_itself,
            arrayJoin([
                ('SEC-01', toInt64(in_month(noticed_at)), null::Nullable(Int64), 'count'),
                ('SEC-02',
                    in_month(contained_at) and ifNull(contained_at <= contain_due_at, 0),
                    contain_due_at is not null
                        and (in_month(contained_at) or (contained_at is null and is_past(contain_due_at))), 'ratio'),
                ('SEC-03-detect', in_month(noticed_at) * ifNull(dateDiff('millisecond', began_at, detected_at), 0),
                    in_month(noticed_at) and began_at is not null and detected_at is not null, 'ms'),
                ('SEC-03-contain', in_month(contained_at) * ifNull(dateDiff('ms', noticed_at, contained_at), 0),
                    in_month(contained_at), 'ms')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from stg_security_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        union all
        select
            'change' as kind, toString(services[1]) as service, ('change', toString(source), record) as by_itself,
            arrayJoin([
                ('SEC-04', in_month(due_at) and category = 'patch' and ifNull(implemented_end_at <= due_at, 0),
                    toNullable(toInt64(in_month(due_at) and category = 'patch')), 'ratio'),
                ('SEC-07', in_month(closed_at) and outcome != '' and security_assessed,
                    in_month(closed_at) and outcome != '', 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from stg_changes(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
