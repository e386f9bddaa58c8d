-- What: figures of complaints. Promptness is counted in working days of the service: the acknowledgement (or the answer) is
--   due on the first working day after the day of receipt, the settlement on the tenth. A complaint of the month that is not
--   acknowledged is judged as soon as its day is over. BRM-05-answer compares the first answer with the agreement's
--   promise; it is judged in the month of the answer, or while it is outstanding and late.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
select
    {month:Date} as month, part.1 as figure, 'complaint' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        arrayJoin(arrayConcat(['*'], empty(s.lineage) ? [c.service] : s.lineage)) as service,
        {by_record:UInt8} ? [('complaint', toString(c.source), c.record)] : [] as members,
        countIf(received) as all_received,
        arrayJoin([
            ('BRM-04', toInt64(all_received), null::Nullable(Int64), 'count'),
            ('BRM-04-open', toInt64(countIf(c.received_at < {cut:DateTime64(3, 'UTC')} and resolve_open)), null, 'count'),
            ('BRM-05', countIf(received and not acknowledge_open and acknowledge_days <= 1),
                countIf(received and (not acknowledge_open or acknowledge_days >= 1)), 'ratio'),
            ('BRM-05-answer', countIf(a.within_ms > 0 and answered and a.answer_ms <= a.within_ms),
                countIf(a.within_ms > 0 and (answered or (c.answered_at is null and a.answer_ms > a.within_ms))), 'ratio'),
            ('BRM-06', countIf(resolved and resolve_days <= 10), countIf(resolved), 'ratio'),
            ('BRM-07', countIf(decided and ifNull(upheld, 0)), countIf(decided and upheld is not null), 'ratio'),
            ('BRM-07-repeat', countIf(received and repeat_of != ''), all_received, 'ratio'),
            ('BRM-08', countIf(received and escalated_at < {cut:DateTime64(3, 'UTC')}), all_received, 'ratio')
        ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
    from (
        select
            *,
            c.received_at >= {month_start:DateTime64(3, 'UTC')} and c.received_at < {cut:DateTime64(3, 'UTC')} as received,
            ifNull(c.answered_at >= {month_start:DateTime64(3, 'UTC')} and c.answered_at < {cut:DateTime64(3, 'UTC')}, 0)
                as answered,
            ifNull(c.decided_at >= {month_start:DateTime64(3, 'UTC')} and c.decided_at < {cut:DateTime64(3, 'UTC')}, 0)
                as decided,
            ifNull(c.resolved_at >= {month_start:DateTime64(3, 'UTC')} and c.resolved_at < {cut:DateTime64(3, 'UTC')}, 0)
                as resolved
        from int_complaint_times(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
            since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
            time_zone = {time_zone:String}) as c
    ) as c
    left join (
        select source, record, within_ms, answer_ms
        from int_complaint_answers(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
            since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
    ) as a on a.source = c.source and a.record = c.record
    left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = c.service
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
