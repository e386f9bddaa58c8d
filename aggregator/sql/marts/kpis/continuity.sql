-- What: invocations of continuity plans in the month. CON-03 and CON-04: time to recover and data lost as a share of what was
--   agreed (the record's limits, else the agreement's), over those of which both are known before the cut; how many kept to
--   their limit stands beside it. CON-05: from the declaration of the major incident to the invocation. CON-06: critical
--   services with a plan in force just before the cut.
-- Grain: one row per figure and service; an invocation counts under every service it names, those above it, and '*'.
select
    {month:Date} as month, part.1 as figure, 'continuity_invocation' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, toNullable(part.3) as denominator, part.4 as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * denominator) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        arrayJoin(arrayDistinct(arrayPushFront(arrayFlatten(arrayMap(
            one -> empty(lineages[one]) ? [one] : lineages[one], services)), '*'))) as service,
        {by_record:UInt8} ? [('continuity_invocation', toString(source), record)] : [] as members,
        arrayJoin([
            ('CON-03', sumIf(assumeNotNull(recovery), recovery_known), sumIf(assumeNotNull(rto), recovery_known), 'ratio'),
            ('CON-03-kept', countIf(recovery_known and recovery <= rto), countIf(invoked and rto is not null), 'ratio'),
            ('CON-04', sumIf(assumeNotNull(loss), loss_known), sumIf(assumeNotNull(rpo), loss_known), 'ratio'),
            ('CON-04-kept', countIf(loss_known and loss <= rpo), countIf(invoked and rpo is not null), 'ratio'),
            ('CON-05', sumIf(assumeNotNull(decision), invoked and decision is not null),
                countIf(invoked and decision is not null), 'ms')
        ]::Array(Tuple(String, Int64, Int64, String))) as part
    from (
        select
            i.source as source, i.record as record, i.services as services,
            i.recovery_ms as recovery, i.data_loss_ms as loss,
            ifNull(i.rto_ms, l.rto_ms) as rto, ifNull(i.rpo_ms, l.rpo_ms) as rpo,
            ifNull(invoked_at >= {month_start:DateTime64(3, 'UTC')} and invoked_at < {cut:DateTime64(3, 'UTC')}, 0) as invoked,
            invoked and recovery is not null and rto > 0 and ifNull(recovered_at < {cut:DateTime64(3, 'UTC')}, 1)
                as recovery_known,
            invoked and loss is not null and rpo > 0 as loss_known,
            dateDiff('millisecond', declared_at, invoked_at) as decision
        from stg_continuity_invocations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as i
        left join int_continuity_limits(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String})
            as l on l.service = i.services[1]
    ) as i
    cross join (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))') as lineages
        from services where definitions = {definitions:String}
    ) as l
    group by service, members
    union all
    select
        arrayJoin(['*', plans.service]) as service,
        {by_record:UInt8} ? [('service', 'definitions', plans.service)] : [] as members,
        ('CON-06', toInt64(sum(planned)), toInt64(count()), 'ratio') as part
    from (
        select toString(p.service) as service, max(plan != '' and valid_from < {cut:DateTime64(3, 'UTC')}
            and valid_until >= {cut:DateTime64(3, 'UTC')}) as planned
        from continuity_plans as p
        where definitions = {definitions:String} and critical = 1
        group by p.service
    ) as plans
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
