-- What: use of capacity in the month. CAP-01: how often a resource rose to its warning threshold, -critical to the critical
--   one. CAP-03: the highest use of any resource in proportion to what there is of it, and the highest 95th percentile.
--   CAP-04: transactions answered within the agreed time. CAP-05: mean share by which use missed its forecast (each sample's
--   share in millionths). CAP-06: purchases that nobody had planned. Amounts are thousandths of the resource's unit.
-- Grain: one row per figure and service; a sample counts under its service, those above it, and '*'.
select
    {month:Date} as month, part.1 as figure, 'capacity_sample' as record_type, k.service as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit,
    multiIf(figure = 'CAP-04' and t.goal_of > 0, t.goal_met, g.goal_of > 0, toNullable(g.goal_met), null) as goal_met,
    multiIf(figure = 'CAP-04' and t.goal_of > 0, t.goal_of, g.goal_of > 0, toNullable(g.goal_of), null) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        service, {by_record:UInt8} ? [('capacity_sample', toString(source), record)] : [] as members,
        argMaxIf((use, assumeNotNull(most)), use / most, in_month and most > 0) as highest,
        argMaxIf((assumeNotNull(p95), assumeNotNull(most)), p95 / most, in_month and most > 0 and p95 is not null) as upper,
        arrayJoin([
            ('CAP-01', toInt64(countIf(in_month and crosses_warning)), null, 'count'),
            ('CAP-01-critical', countIf(in_month and crosses_critical), null, 'count'),
            ('CAP-03', highest.1, highest.2, 'ratio'),
            ('CAP-03-p95', upper.1, upper.2, 'ratio'),
            ('CAP-04', ifNull(sumIf(within_target, in_month and transactions is not null), 0),
                ifNull(sumIf(transactions, in_month and within_target is not null), 0), 'ratio'),
            ('CAP-05', ifNull(sumIf(intDiv(abs(level - forecast) * 1000000, level), compared), 0),
                countIf(compared) * 1000000, 'ratio'),
            ('CAP-06', countIf(in_month and unplanned_purchase), null, 'count')
        ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
    from (
        select
            u.* except (service), in_month and forecast is not null and level > 0 as compared,
            arrayJoin(arrayPushFront(empty(s.lineage) ? [u.service] : s.lineage, '*')) as service
        from int_capacity_use(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}) as u
        left join (select service, lineage from services where definitions = {definitions:String}) as s
            on s.service = u.service
    )
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
left join (
    select service, goal_met, goal_of from service_targets
    where definitions = {definitions:String} and kind = 'sla' and measure = 'transaction-time'
        and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
) as t on t.service = k.service
