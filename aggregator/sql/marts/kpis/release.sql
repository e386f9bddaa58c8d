-- What: figures of release management, of releases that went live in the month. An untested or unscheduled release is an
--   emergency, whatever it is called. For REL-01 only incidents count that a release caused (they name it, or it names
--   them), of the two most urgent priorities, opened in the 14 days after it; REL-03 counts all incidents of its services.
--   Both see only what lies before the month's cut (rule 15). REL-03-expected is what the 28 days before let expect for
--   the time observed, rounded to whole incidents.
-- Together: REL-03-expected is rounded once, for all releases of a service.
-- Grain: one row per figure and service; a release counts under every service it names, those above it, and '*'.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages
select
    {month:Date} as month, part.1 as figure, 'release' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        arrayJoin(arrayDistinct(arrayConcat(['*'], arrayFlatten(arrayMap(
            one -> empty(lineages[one]) ? [one] : lineages[one], services))))) as service,
        {by_record:UInt8} ? [('release', toString(source), record)] : [] as members,
        countIf(live) as deployed,
        arrayJoin([
            ('REL-01', toInt64(countIf(live and outcome not in ('failed', 'backed_out') and not hurt)),
                toNullable(toInt64(deployed)), 'ratio'),
            ('REL-02', countIf(live and deployed_end_at <= planned_end_at), countIf(live and planned_end_at is not null), 'ratio'),
            ('REL-03', sumIf(after, live), null, 'count'),
            ('REL-03-expected', intDiv(sumIf(before * observed_ms, live) + 14 * 86400000, 28 * 86400000), null, 'count'),
            ('REL-04', sumIf(ifNull(defects_found, 0), live),
                sumIf(ifNull(defects_found, 0) + ifNull(defects_known, 0), live), 'ratio'),
            ('REL-05', countIf(live and emergency), deployed, 'ratio'),
            ('REL-06', sumIf(ifNull(acceptance_criteria_met, 0), live), sumIf(ifNull(acceptance_criteria, 0), live), 'ratio'),
            ('REL-07', sumIf(ifNull(actual_downtime_seconds, 0), live and both_downtimes),
                sumIf(ifNull(planned_downtime_seconds, 0), live and both_downtimes), 'ratio'),
            ('REL-08', deployed, null, 'count')
        ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
    from (
        select
            r.* except (source, record), r.source as source, r.record as record,
            a.after as after, a.before as before, a.observed_ms as observed_ms,
            ifNull(deployed_end_at >= {month_start:DateTime64(3, 'UTC')} and deployed_end_at < {cut:DateTime64(3, 'UTC')}, 0)
                as live,
            kind = 'emergency' or ifNull(tested = 0, 0) or ifNull(scheduled = 0, 0) as emergency,
            actual_downtime_seconds is not null and planned_downtime_seconds is not null as both_downtimes,
            arrayExists(opened -> ifNull(opened >= deployed_start_at and opened < deployed_end_at + interval 14 day, 0),
                i.opened) as hurt
        from stg_releases(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as r
        left join int_incidents_around_releases(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as a
            on a.record_type = 'release' and a.source = r.source and a.record = r.record
        left join (
            select cause, groupArray(opened_at) as opened
            from int_caused_incidents(
                as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                since = {month_start:DateTime64(3, 'UTC')} - interval 28 day)
            where priority in (
                select priority from priorities where definitions = {definitions:String} order by rank limit 2)
            group by cause
        ) as i on i.cause = r.record
    )
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
