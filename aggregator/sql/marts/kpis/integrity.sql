-- What: how often each sign of a polished figure was found in the month, and of incidents with a resolution target those whose
--   priority was lowered near it (INC-15). A sign is counted as none only where it could have been found: where maintenance
--   was entered, answers or targets are known.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages
select
    {month:Date} as month, k.figure as figure, kind as record_type, scope as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    k.numerator as numerator, k.denominator as denominator, denominator is null ? 'count' : 'ratio' as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        figure, kind,
        arrayJoin(arrayConcat(
            ['*'], multiIf(service = '', [], empty(lineages[service]), [service], lineages[service]))) as scope,
        {by_record:UInt8} ? [by_itself] : [] as members, toInt64(sum(found)) as numerator, toNullable(toInt64(sum(of))) as denominator
    from (
        select
            'INC-15' as figure, 'incident' as kind, toString(l.service) as service, s.record != '' as found,
            toNullable(1) as of, ('incident', toString(l.source), toString(l.record)) as by_itself
        from {ledger:Identifier} as l
        left join (
            select distinct source, record from {integrity_signs:Identifier}
            where month = {month:Date} and sign = 'priority-lowered' and record_type = 'incident'
        ) as s on s.source = l.source and s.record = l.record
        where l.month = {month:Date} and l.record_type = 'incident' and not cancelled
            and (resolution_target_ms is not null or s.record != '')
            and 'priority-lowered' in (select rule from rules where definitions = {definitions:String} and enabled)
        union all
        select
            concat('integrity.', sign), '*', toString(service), 1, null,
            (toString(record_type), toString(source), toString(record))
        from {integrity_signs:Identifier}
        where month = {month:Date}
        union all
        select concat('integrity.', rule), '*', '', 0, null, ('', '', '')
        from rules
        where definitions = {definitions:String} and kind = 'sign' and enabled and multiIf(
            rule = 'late-maintenance', (select count() from stg_maintenance_updates(
                as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})) > 0,
            rule = 'automatic-answer', (
                select count() from {ledger:Identifier} where month = {month:Date} and responded_at is not null) > 0,
            (select count() from {ledger:Identifier} where month = {month:Date} and resolution_target_ms is not null) > 0)
    )
    group by figure, kind, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
