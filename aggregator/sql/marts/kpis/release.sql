-- What: figures of release management, of releases that went live in the month. An untested or unscheduled release is an
--   emergency, whatever it is called. For REL-01 only incidents count that a release caused (they name it, or it names
--   them), of the two most urgent priorities, opened in the 14 days after it; REL-03 counts all incidents of its services.
--   Both see only what lies before the month's cut (rule 15). REL-03-expected is what the 28 days before let expect for
--   the time observed, rounded to whole incidents. A figure is measured only where some release tells what it is made of;
--   REL-01 of releases whose source ever tells how one ended. Who asked after it was live has no lead time.
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
        arraySort(groupArrayIf(lead_ms, live and requested_in_time)) as lead_times,
        arrayJoin(arrayFilter(one -> one.5 = 1, [
            ('REL-01', toInt64(countIf(live and outcomes_told and outcome not in ('failed', 'backed_out') and not hurt)),
                toNullable(toInt64(countIf(live and outcomes_told))), 'ratio', any(any_outcome)),
            ('REL-02', countIf(live and deployed_end_at <= planned_end_at), countIf(live and planned_end_at is not null), 'ratio',
                any(any_plan)),
            ('REL-03', sumIf(after, live), null, 'count', any(any_incident)),
            ('REL-03-expected', intDiv(sumIf(before * observed_ms, live) + 14 * 86400000, 28 * 86400000), null, 'count',
                any(any_incident)),
            ('REL-04', sumIf(ifNull(defects_found, 0), live),
                sumIf(ifNull(defects_found, 0) + ifNull(defects_known, 0), live), 'ratio', any(any_defects)),
            ('REL-05', countIf(live and emergency), countIf(live and kind_told), 'ratio', any(any_kind)),
            ('REL-06', sumIf(ifNull(acceptance_criteria_met, 0), live), sumIf(ifNull(acceptance_criteria, 0), live), 'ratio',
                any(any_criteria)),
            ('REL-07', sumIf(ifNull(actual_downtime_seconds, 0), live and both_downtimes),
                sumIf(ifNull(planned_downtime_seconds, 0), live and both_downtimes), 'ratio', any(any_downtimes)),
            ('REL-08', deployed, null, 'count', 1),
            ('REL-09', length(lead_times) = 0 ? 0 : lead_times[intDiv(length(lead_times) + 1, 2)],
                length(lead_times) = 0 ? 0 : 1, 'ms', any(any_request)),
            ('REL-09-mean', arraySum(lead_times), length(lead_times), 'ms', any(any_request))
        ]::Array(Tuple(String, Int64, Nullable(Int64), String, UInt8)))) as part
    from int_release_marks(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String})
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
