-- What: how incidents were found, resolved at the first contact, escalated, and whether they came again; and how many
--   service requests name what they ask for. Each is measured only in a month in which some record tells it (channels
--   that are monitors: as the definitions say). Cancelled records count nowhere.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages
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
        'incident' as kind, part.1 as figure, 'ratio' as unit,
        arrayJoin(arrayConcat(['*'], empty(lineages[service]) ? [service] : lineages[service])) as scope,
        sum(part.2) as numerator, toNullable(sum(part.3)) as denominator,
        {by_record:UInt8} ? [by_itself] : [] as members
    from (
        select
            toString(l.service) as service, ('incident', toString(l.source), l.record) as by_itself,
            ifNull(i.first_contact_resolved, 0) as solved, solved or ifNull(i.first_contact_resolvable, 0) as at_desk,
            max(coalesce(i.first_contact_resolvable, i.first_contact_resolved) is not null) over () as contact_told,
            max(i.problem != '' or (i.configuration_item != '' and i.category != '')) over () as links_told,
            max(i.escalations_told) over () as escalations_told,
            l.channel in (select channel from channels where definitions = {definitions:String} and monitoring) as monitored,
            arrayJoin(arrayFilter(one -> one.4 = 1, [
                ('INC-03', resolved_in_month and solved, resolved_in_month and at_desk, contact_told),
                ('INC-11', opened_in_month and r.repeated, opened_in_month, links_told),
                ('INC-12', opened_in_month and monitored, opened_in_month and l.channel != '', m.any_monitors),
                ('INC-13', resolved_in_month and has(i.escalations, 'functional'), resolved_in_month, escalations_told),
                ('INC-13-hierarchical', resolved_in_month and has(i.escalations, 'hierarchical'), resolved_in_month,
                    escalations_told)
            ]::Array(Tuple(String, Int64, Int64, UInt8)))) as part
        from {ledger:Identifier} as l
        left join int_recent_incidents(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')}) as i
            on i.source = l.source and i.record = l.record
        left join int_repeat_incidents(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}) as r on r.source = l.source and r.record = l.record
        cross join (
            select count() > 0 as any_monitors from channels where definitions = {definitions:String} and monitoring) as m
        where l.month = {month:Date} and l.record_type = 'incident' and not l.cancelled
    )
    group by figure, scope, members
    union all
    select
        'service_request', part.1, part.3, toString(service), part.2,
        part.1 = 'REQ-02' ? toNullable(opened_all) : null, members
    from (
        select
            service, toInt64(sum(opened)) as opened_all,
            {by_record:UInt8} ? [('request_item', toString(service), item)] : [] as members,
            arrayJoin([
                ('REQ-02', toInt64(sumIf(opened, item != '')), 'ratio'), ('REQ-02-items', toInt64(countIf(item != '')), 'count')
            ]) as part
        from {request_items:Identifier} where month = {month:Date} group by service, members
    )
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
