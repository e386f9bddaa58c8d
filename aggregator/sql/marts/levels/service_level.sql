-- What: figures of service level management. SLM-01: promises met, of those measured in the month. SLM-03: targets of open
--   records at risk at the cut; SLM-03-promises: promises of the month that are met and at risk. SLM-04: services covered by a
--   service level agreement in force at the month's last instant, of all; SLM-05: such agreements whose every service an
--   operational level agreement or a contract then covers. SLM-07: shares of records that divisions kept to their operational
--   level agreements, SUP-01-measured: suppliers to their contracts; nothing where there is no such agreement.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages
select
    {month:Date} as month, k.figure as figure, k.kind as record_type, k.scope as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    k.numerator as numerator, k.denominator as denominator, k.denominator is null ? 'count' : 'ratio' as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, k.members as members
from (
    select
        figure, kind, {by_record:UInt8} ? [by_itself] : [] as members, arrayJoin(arrayConcat(
            ['*'], multiIf(service = '', [], empty(lineages[service]), [service], lineages[service]))) as scope,
        sum(part.1) as numerator, sum(part.2) as denominator
    from (
        select
            'SLM-01' as figure, 'promise' as kind, toString(service) as service,
            (toInt64(verdict = 'met'), toNullable(toInt64(verdict in ('met', 'missed')))) as part,
            ('promise', toString(agreement), concatWithSeparator(' ', measure, service, record_type, priority)) as by_itself
        from {promises:Identifier} where month = {month:Date}
        union all
        select
            'SLM-03-promises', 'promise', toString(service), (toInt64(at_risk), null::Nullable(Int64)),
            ('promise', toString(agreement), concatWithSeparator(' ', measure, service, record_type, priority))
        from {promises:Identifier} where month = {month:Date}
        union all
        select
            'SLM-03', toString(record_type), toString(service), (toInt64(at_risk), null::Nullable(Int64)),
            (toString(record_type), toString(source), record)
        from {open_targets:Identifier} where month = {month:Date}
        union all
        select
            'SLM-04', 'service', service, (toInt64(service in (
                select service from agreement_rules
                where definitions = {definitions:String} and kind = 'sla' and valid_from < {month_end:DateTime64(3, 'UTC')}
                    and valid_until >= {month_end:DateTime64(3, 'UTC')})), toNullable(toInt64(1))), ('service', '', service)
        from services where definitions = {definitions:String}
        union all
        select
            'SLM-05', 'agreement', '', (toInt64(countIf(service not in (
                select service from agreement_rules
                where definitions = {definitions:String} and kind != 'sla' and valid_from < {month_end:DateTime64(3, 'UTC')}
                    and valid_until >= {month_end:DateTime64(3, 'UTC')})) = 0), toNullable(toInt64(1))),
            ('agreement', '', toString(agreement))
        from agreement_rules
        where definitions = {definitions:String} and kind = 'sla' and valid_from < {month_end:DateTime64(3, 'UTC')}
            and valid_until >= {month_end:DateTime64(3, 'UTC')}
        group by agreement
        union all
        select
            kind = 'ola' ? 'SLM-07' : 'SUP-01-measured', toString(record_type), toString(service),
            (toInt64(met), toNullable(toInt64(counted))), (toString(record_type), toString(source), record)
        from {party_clocks:Identifier} where month = {month:Date}
    )
    group by figure, kind, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
