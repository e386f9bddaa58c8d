-- What: figures of change management. Judged are changes that were closed in the month and have an outcome (those that
--   were withdrawn have none). A change caused an incident if an incident that is known before the cut names it as its
--   cause, or if the change itself names one; for CHG-01 only incidents opened less than 5 days (120 h) after its end.
--   In window: begun and ended inside the planned window; without a planned window it cannot be judged. Unapproved:
--   begun without approval, or before it (an emergency may be approved later, a standard change is approved for ever).
-- Grain: one row per figure and service; a change counts under every service it names, those above it, and '*'.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages
select
    {month:Date} as month, part.1 as figure, 'change' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null or numerator is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        arrayJoin(arrayDistinct(arrayConcat(['*'], arrayFlatten(arrayMap(
            one -> empty(lineages[one]) ? [one] : lineages[one], services))))) as service,
        {by_record:UInt8} ? [('change', toString(source), record)] : [] as members,
        countIf(judged) as closed,
        arraySort(groupArrayIf(lead_ms, approved_now)) as lead_times,
        arrayJoin([
            ('CHG-01', toInt64(countIf(judged and outcome = 'successful' and not soon and in_window != 0)),
                toNullable(toInt64(closed)), 'ratio'),
            ('CHG-02', countIf(judged and (outcome != 'successful' or ever)), closed, 'ratio'),
            ('CHG-03', countIf(judged and class = 'emergency'), closed, 'ratio'),
            ('CHG-04', countIf(begun and unapproved), countIf(begun), 'ratio'),
            ('CHG-05', countIf(judged and outcome = 'backed_out'), closed, 'ratio'),
            ('CHG-06', countIf(judged and in_window = 1), countIf(judged and in_window >= 0), 'ratio'),
            ('CHG-07', length(lead_times) = 0 ? 0 : lead_times[intDiv(length(lead_times) + 1, 2)],
                length(lead_times) = 0 ? 0 : 1, 'ms'),
            ('CHG-07-mean', arraySum(lead_times), length(lead_times), 'ms'),
            ('CHG-08', countIf(overdue), null, 'count'),
            ('CHG-10', countIf(judged and class = 'emergency' and reviewed_at < {cut:DateTime64(3, 'UTC')}),
                countIf(judged and class = 'emergency'), 'ratio'),
            ('CHG-11', countIf(judged and class = 'standard'), closed, 'ratio')
        ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
    from (
        select
            c.*,
            ifNull(closed_at >= {month_start:DateTime64(3, 'UTC')} and closed_at < {cut:DateTime64(3, 'UTC')}, 0)
                and outcome != '' as judged,
            multiIf(planned_start_at is null or planned_end_at is null, -1,
                ifNull(implemented_start_at >= planned_start_at and implemented_end_at <= planned_end_at, 0), 1, 0)
                as in_window,
            ifNull(implemented_start_at >= {month_start:DateTime64(3, 'UTC')}
                and implemented_start_at < {cut:DateTime64(3, 'UTC')}, 0) as begun,
            class != 'standard' and ifNull(
                approved_at is null or (class != 'emergency' and approved_at > implemented_start_at), 0) as unapproved,
            ifNull(approved_at >= {month_start:DateTime64(3, 'UTC')} and requested_at <= approved_at
                and approved_at < {cut:DateTime64(3, 'UTC')}, 0) as approved_now,
            assumeNotNull(dateDiff('millisecond', requested_at, approved_at)) as lead_ms,
            ifNull(planned_end_at < {cut:DateTime64(3, 'UTC')}, 0) and implemented_end_at is null and closed_at is null
                and outcome = '' and c.state not in (select state from states where definitions = {definitions:String}
                    and phase in ('resolved', 'closed', 'cancelled')) as overdue,
            notEmpty(i.cause) as ever,
            arrayExists(opened -> ifNull(opened < implemented_end_at + interval 5 day, 1), i.opened) as soon
        from stg_changes(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as c
        left join (
            select cause, groupArray(tuple(opened_at)).1 as opened
            from int_caused_incidents(
                as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                since = {month_start:DateTime64(3, 'UTC')} - interval 62 day)
            group by cause
        ) as i on i.cause = c.record
    )
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
