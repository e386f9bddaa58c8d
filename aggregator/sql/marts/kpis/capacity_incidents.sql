-- What: CAP-02, incidents that somebody coded as caused by capacity (cause code `capacity`), of all incidents resolved in the
--   month. Nothing where nobody ever coded a cause.
-- Grain: one row per service, and '*'.
select
    {month:Date} as month, 'CAP-02' as figure, 'incident' as record_type, i.service as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    i.capacity as numerator, toNullable(i.resolved) as denominator, 'ratio' as unit,
    g.goal_of > 0 ? toNullable(g.goal_met) : null as goal_met, g.goal_of > 0 ? toNullable(g.goal_of) : null as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        numerator * goal_of <= goal_met * denominator, 'met', 'missed') as verdict, members
from (
    select
        arrayJoin(arrayPushFront(empty(s.lineage) ? [toString(l.service)] : s.lineage, '*')) as service,
        {by_record:UInt8} ? [('incident', toString(l.source), l.record)] : [] as members,
        toInt64(countIf(resolved_in_month and c.cause = 'capacity' and c.record_source in ('', l.source))) as capacity,
        toInt64(countIf(resolved_in_month)) as resolved
    from {ledger:Identifier} as l
    left join stg_cause_codings(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as c
        on c.record_type = l.record_type and c.record = l.record
    left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = l.service
    where l.month = {month:Date} and l.record_type = 'incident'
    group by service, members
) as i
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = 'CAP-02'
where (select count() from stg_cause_codings(
    as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})) > 0
