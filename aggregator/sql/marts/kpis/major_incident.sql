-- What: figures of major incidents. INC-09: declared in the month, how long they lasted together (to the cut while they go on),
--   and of the reviews due in the month and before the cut, those held by then. INC-10: of the stages of those declared in the
--   month that have a target and are reached or overdue at the cut, the ones reached in time (the review is INC-09's); the means
--   are over those that reached the stage. Nothing without any major incident known before the cut.
-- Grain: one row per figure and service; a major incident counts under every service it names, those above it, and '*'.
select
    {month:Date} as month, part.1 as figure, 'major_incident' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed') as verdict, members
from (
    select
        arrayJoin(arrayDistinct(arrayPushFront(arrayFlatten(arrayMap(
            one -> empty(lineages[one]) ? [one] : lineages[one], services)), '*'))) as service,
        {by_record:UInt8} ? [('major_incident', toString(source), record)] : [] as members,
        arrayJoin([
            ('INC-09', toInt64(countIf(declared)), toNullable(toInt64(null)), 'count'),
            ('INC-09-duration', sumIf(duration_ms, declared), null, 'ms'),
            ('INC-09-reviewed', countIf(review_due and ifNull(reviewed_at <= review_due_at, 0)), countIf(review_due), 'ratio'),
            ('INC-10', sumIf(stages_met, declared), sumIf(stages_judged, declared), 'ratio'),
            ('INC-10-declare', sumIf(took['declared'], declared), countIf(declared and has(reached, 'declared')), 'ms'),
            ('INC-10-communicate', sumIf(took['communicated'], declared),
                countIf(declared and has(reached, 'communicated')), 'ms'),
            ('INC-10-restore', sumIf(took['restored'], declared), countIf(declared and has(reached, 'restored')), 'ms')
        ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
    from (
        select
            m.source as source, m.record as record, services, declared_in_month as declared, duration_ms, reviewed_at, review_due_at,
            ifNull(review_due_at >= {month_start:DateTime64(3, 'UTC')} and review_due_at < {cut:DateTime64(3, 'UTC')}, 0)
                as review_due,
            stages_met, stages_judged, reached, took
        from {major_incidents:Identifier} as m
        left join (
            select
                source, record,
                countIf(verdict = 'met' and stage != 'reviewed') as stages_met,
                countIf(verdict in ('met', 'missed') and stage != 'reviewed') as stages_judged,
                groupArrayIf(toString(stage), took_ms is not null) as reached,
                mapFromArrays(reached, groupArrayIf(assumeNotNull(took_ms), took_ms is not null)) as took
            from {major_incident_stages:Identifier}
            where month = {month:Date}
            group by source, record
        ) as s on s.source = m.source and s.record = m.record
        where m.month = {month:Date}
        union all
        select '', '', [], 0, 0, null, null, 0, 0, 0, [], cast(map(), 'Map(String, Int64)')
        from stg_major_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        having count() > 0
    ) as m
    cross join (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))') as lineages
        from services where definitions = {definitions:String}
    ) as l
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
