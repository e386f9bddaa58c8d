-- What: figures of reviews and audits, by the month in which they were due: held by then (or items
--   reviewed before the cut: access rights, trainings). A review's kind is known by a word that it contains:
--   management, sla or ola or agreement, access, training or skill (service: by its beginning). REP-08 looks at the
--   decisions of reviews held.
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
            'review' as kind, toString(service) as service, ('review', toString(source), record) as by_itself,
            arrayJoin([
                ('SMS-04', asked and review_kind like '%management%' and ifNull(held_at <= due_at, 0),
                    toNullable(toInt64(asked and review_kind like '%management%')), 'ratio'),
                ('BRM-09', asked and match(review_kind, '^service') and ifNull(held_at <= due_at, 0),
                    toNullable(toInt64(asked and match(review_kind, '^service'))), 'ratio'),
                ('SLM-06', asked and match(review_kind, 'sla|ola|agreement') and ifNull(held_at <= due_at, 0),
                    toNullable(toInt64(asked and match(review_kind, 'sla|ola|agreement'))), 'ratio'),
                ('SEC-05', asked and review_kind like '%access%' ? ifNull(items_done, toInt64(is_past(held_at))) : 0,
                    asked and review_kind like '%access%' ? ifNull(items_due, 1) : 0, 'ratio'),
                ('SMS-08',
                    asked and match(review_kind, 'training|skill') ? ifNull(items_done, toInt64(is_past(held_at))) : 0,
                    asked and match(review_kind, 'training|skill') ? ifNull(items_due, 1) : 0, 'ratio'),
                ('REP-08', in_month(held_at) * complete, in_month(held_at) * length(decisions), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select
                *, in_month(due_at) as asked,
                arrayCount(decision -> JSONExtractString(decision, 'owner') != ''
                    and JSONExtractString(decision, 'due_at') != '', decisions) as complete
            from stg_reviews(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        )
        union all
        select
            'audit' as kind, toString(service) as service, ('audit', toString(source), record) as by_itself,
            arrayJoin([
                ('SMS-01', in_month(due_at) and ifNull(begins_at <= due_at, 0),
                    toNullable(toInt64(in_month(due_at))), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from stg_audits(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
