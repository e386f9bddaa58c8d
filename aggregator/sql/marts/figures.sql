-- What: the month's figures as numerators and denominators, so that they add up over months (rule 12, A24). A record
--   counts under its service, every service above it and '*'. Promises take part with nothing counted: a promise
--   without records is 'no-data' (rule 13), and a scope has a goal where all its promises agree on one; those in
--   force at the month's last instant (rule 11). Met compares integers (rule 7, A14). Without a goal verdict is ''.
--   source.stated_breached_known looks at all records known as of, whatever the month's cut.
-- Grain: one row per figure, record type, service, and nothing more or one of priority, assignment group, channel.
with
    resolved_in_month and stated_sla_met is not null as judged,
    judged and resolution_counted as judged_twice,
    breached_at is not null as breached,
    stated_sla_met = 0 as stated
select
    {month:Date} as month, part.1 as figure, record_type, service,
    grouping(p.priority) = 1 ? '*' : p.priority as priority,
    grouping(p.assignment_group) = 1 ? '*' : p.assignment_group as assignment_group,
    grouping(p.channel) = 1 ? '*' : p.channel as channel,
    sum(part.2) as numerator,
    sum(part.3) as denominator,
    multiIf(endsWith(figure, '_ms'), 'ms', denominator is null, 'count', 'ratio') as unit,
    groupUniqArrayIf(goal, promised) as goals,
    length(goals) = 1 and assignment_group = '*' and channel = '*' as agreed,
    agreed ? toNullable(goals[1].1) : null as goal_met,
    agreed ? toNullable(goals[1].2) : null as goal_of,
    multiIf(
        not agreed, '', denominator = 0, 'no-data',
        numerator * goal_of >= goal_met * denominator, 'met', 'missed') as verdict,
    {by_record:UInt8} ? p.by_itself : [] as members
from (
    select
        record_type, arrayJoin(arrayConcat(['*'], empty(lineage) ? [own_service] : lineage)) as service,
        priority, assignment_group, channel, 0 as promised, (0::Int64, 0::Int64) as goal, by_itself,
        arrayJoin(said) as part
    from (
        select
            l.record_type as record_type, toString(l.service) as own_service, priority, assignment_group, channel,
            {by_record:UInt8} ? [(toString(l.record_type), toString(l.source), l.record)] : [] as by_itself,
            any(s.lineage) as lineage,
            [
                ('resolution.attainment', sum(resolution_met), toNullable(sum(resolution_counted))),
                ('response.attainment', sum(response_met), sum(response_counted)),
                ('resolution.elapsed_ms', sum(elapsed_ms * resolved_in_month), sum(resolved_in_month)),
                ('source.stated_breached', countIf(judged and stated), countIf(judged)),
                ('source.verdict_both_met', countIf(judged_twice and not breached and not stated), countIf(judged_twice)),
                ('source.verdict_both_breached', countIf(judged_twice and breached and stated), countIf(judged_twice)),
                ('source.verdict_only_source_breached', countIf(judged_twice and not breached and stated), countIf(judged_twice)),
                ('source.verdict_only_ours_breached', countIf(judged_twice and breached and not stated), countIf(judged_twice)),
                ('resolution.breaches', countIf(breached_at >= {month_start:DateTime64(3, 'UTC')} and not cancelled), null),
                ('resolution.open_breached', countIf(breached and open_at_end), null),
                ('response.breaches', countIf(response_breached_at >= {month_start:DateTime64(3, 'UTC')} and not cancelled), null),
                ('workload.opened', sum(opened_in_month), null),
                ('workload.resolved', sum(resolved_in_month), null),
                ('workload.reopened', sum(reopened_in_month), null),
                ('workload.reopenings', sum(reopenings_in_month), null),
                ('workload.cancelled', sum(cancelled), null),
                ('backlog.start', sum(open_at_start), null), ('backlog.end', sum(open_at_end), null)
            ]::Array(Tuple(String, Nullable(Int64), Nullable(Int64))) as said
        from {ledger:Identifier} as l
        left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = l.service
        where month = {month:Date}
        group by record_type, own_service, priority, assignment_group, channel, by_itself
    )
    union all
    select
        record_type, arrayJoin(arrayConcat(['*'], lineage)), priority, '', '', 1,
        (toInt64(goal_met), toInt64(goal_of)), [], (measure || '.attainment', 0, 0)
    from int_goals_in_force(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String})
    union all
    select
        record_type, '*', priority, '', '', 0, (0, 0), [(toString(record_type), toString(source), record)],
        ('source.stated_breached_known', stated_sla_met = 0, stated_sla_met is not null)
    from int_source_verdicts(as_of = {as_of:DateTime64(3, 'UTC')})
) as p
where {figure:String} = '' or part.1 = {figure:String}
group by grouping sets (
    (part.1, record_type, service, members),
    (part.1, record_type, service, members, p.priority),
    (part.1, record_type, service, members, p.assignment_group),
    (part.1, record_type, service, members, p.channel))
having (grouping(p.channel) = 1 or startsWith(figure, 'workload.') or startsWith(figure, 'backlog.'))
    and (grouping(p.assignment_group) = 1 or (countIf(promised = 0) > 0 and figure != 'source.stated_breached_known'))
