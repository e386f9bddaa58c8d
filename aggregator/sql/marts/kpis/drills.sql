-- What: tests of continuity plans. CON-01: of those due in the month, the ones begun by then. CON-02: of those begun in the
--   month, the ones that kept to the recovery time and the limit of data loss (the record's, else the agreement's; a limit
--   that nobody set is not asked, what was not measured was not kept).
-- Grain: one row per figure and service; a drill counts under every service it names, those above it, and '*'.
select
    {month:Date} as month, part.1 as figure, 'continuity_drill' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, toNullable(part.3) as denominator, 'ratio' as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        numerator * goal_of >= goal_met * denominator, 'met', 'missed') as verdict, members
from (
    select
        arrayJoin(arrayDistinct(arrayPushFront(arrayFlatten(arrayMap(
            one -> empty(lineages[one]) ? [one] : lineages[one], services)), '*'))) as service,
        {by_record:UInt8} ? [('continuity_drill', toString(source), record)] : [] as members,
        arrayJoin([
            ('CON-01', toInt64(countIf(due and begins_at <= due_at)), toInt64(countIf(due))),
            ('CON-02', countIf(held and kept), countIf(held))
        ]::Array(Tuple(String, Int64, Int64))) as part
    from (
        select
            d.source as source, d.record as record, d.services as services, due_at, begins_at,
            ifNull(due_at >= {month_start:DateTime64(3, 'UTC')} and due_at < {cut:DateTime64(3, 'UTC')}, 0) as due,
            ifNull(begins_at >= {month_start:DateTime64(3, 'UTC')} and begins_at < {cut:DateTime64(3, 'UTC')}, 0) as held,
            ifNull(d.rto_ms, l.rto_ms) as rto, ifNull(d.rpo_ms, l.rpo_ms) as rpo,
            (rto is null or ifNull(recovery_ms <= rto, 0)) and (rpo is null or ifNull(data_loss_ms <= rpo, 0)) as kept
        from stg_continuity_drills(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as d
        left join int_continuity_limits(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String})
            as l on l.service = d.services[1]
    ) as d
    cross join (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))') as lineages
        from services where definitions = {definitions:String}
    ) as l
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
