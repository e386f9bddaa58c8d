-- What: figures of supplier management: evaluations entered in the month, reviews with suppliers due in it, and from
--   the ledger the share of counted time that suppliers held of records resolved in the month. SUP-02: resolution
--   targets breached in the month where suppliers had held more than half of the time counted so far.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages,
    at -> ifNull(at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}, 0) as in_month
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
            'supplier_evaluation' as kind, toString(service) as service,
            ('supplier_evaluation', toString(source), record) as by_itself,
            arrayJoin([
                ('SUP-01', ifNull(in_month(evaluated_at) * targets_met, 0),
                    toNullable(ifNull(in_month(evaluated_at) * targets_measured, 0)), 'ratio'),
                ('SUP-04', in_month(review_due_at) and ifNull(reviewed_at <= review_due_at, 0),
                    in_month(review_due_at), 'ratio'),
                ('SUP-05', in_month(evaluated_at) and ifNull(aligned, 0),
                    in_month(evaluated_at) and aligned is not null, 'ratio'),
                ('SUP-06', ifNull(in_month(evaluated_at) * disputes_open, 0), null, 'count'),
                ('SUP-07', ifNull(in_month(evaluated_at) * deliveries_late, 0),
                    ifNull(in_month(evaluated_at) * deliveries, 0), 'ratio'),
                ('SUP-08', in_month(evaluated_at) * points, in_month(evaluated_at), 'score')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from stg_supplier_evaluations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        union all
        select
            '*' as kind, toString(service) as service, (toString(record_type), toString(source), record) as by_itself,
            arrayJoin([
                ('SUP-02', not cancelled and in_month(breached_at) and 2 * held_ms > elapsed_ms, null, 'count'),
                ('SUP-03', resolved_in_month * held_ms,
                    toNullable(toInt64(resolved_in_month * elapsed_ms)), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select *, arraySum(mapValues(mapFilter((supplier, ms) -> supplier != '', elapsed_by_supplier))) as held_ms
            from {ledger:Identifier} where month = {month:Date}
        )
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
