-- What: figures of customer satisfaction, from customers' overall judgements on a scale from 1 to 5 (other scales are
--   stretched onto it), answered in the month: mean in hundredths of a point, how many gave which mark (rounded to the
--   nearest), promoters (9, 10) less detractors (0 to 6). Answers and surveys sent count for BRM-02 in the month in which
--   the survey was sent, with the answers that came before the month's cut.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
select
    {month:Date} as month, part.1 as figure, 'survey_answer' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        arrayJoin(arrayConcat(['*'], empty(s.lineage) ? [toString(a.service)] : s.lineage)) as service,
        {by_record:UInt8} ? [by_itself] : [] as members,
        countIf(kind = 'answer') as n,
        arrayJoin([
            ('BRM-01', toInt64(sumIf(points, kind = 'answer')), toNullable(toInt64(n)), 'score'),
            ('BRM-01-top', countIf(kind = 'answer' and points >= 400), n, 'ratio'),
            ('BRM-01-mark-1', countIf(kind = 'answer' and points < 150), n, 'ratio'),
            ('BRM-01-mark-2', countIf(kind = 'answer' and points >= 150 and points < 250), n, 'ratio'),
            ('BRM-01-mark-3', countIf(kind = 'answer' and points >= 250 and points < 350), n, 'ratio'),
            ('BRM-01-mark-4', countIf(kind = 'answer' and points >= 350 and points < 450), n, 'ratio'),
            ('BRM-01-mark-5', countIf(kind = 'answer' and points >= 450), n, 'ratio'),
            ('BRM-02', sumIf(points, kind = 'replies'), sumIf(points, kind = 'sent'), 'ratio'),
            ('BRM-03', countIf(kind = 'answer' and recommend >= 9) - countIf(kind = 'answer' and recommend <= 6),
                countIf(kind = 'answer' and recommend is not null), 'ratio')
        ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
    from (
        select
            answered_at >= {month_start:DateTime64(3, 'UTC')} and answered_at < {cut:DateTime64(3, 'UTC')} ? 'answer' : 'other'
                as kind,
            service, points, recommend, ('survey_answer', toString(source), record) as by_itself
        from stg_survey_answers(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        union all
        select 'sent', service, toInt64(sent), null, ('survey', toString(source), record)
        from stg_surveys(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        where sent_at >= {month_start:DateTime64(3, 'UTC')} and sent_at < {cut:DateTime64(3, 'UTC')}
        union all
        select 'replies', s.service, 1, null, ('survey_answer', toString(r.source), r.record)
        from stg_survey_answers(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as r
        join stg_surveys(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as s
            on s.record = r.survey
        where s.sent_at >= {month_start:DateTime64(3, 'UTC')} and s.sent_at < {cut:DateTime64(3, 'UTC')}
    ) as a
    left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = a.service
    group by service, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = part.1
