-- What: customers' overall judgements by the wave of surveys that asked for them, with all answers that came before the cut;
--   the waves of the last three years, which is six where people are asked every half year. wave = first day of the local
--   month in which the survey was sent, of an answer to no known survey that in which it was given. A service has the
--   answers about it and all below it. sent and replies: people asked by surveys of that very service or customer. latest
--   marks the last wave in which surveys were sent; where none ever was, the last month with answers.
-- Grain: one row per wave and scope: all ('*', '*'), each service (service, '*'), each customer ('*', customer).
with
    (
        select (max(goal_met), max(goal_of))
        from int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String})
        where figure = 'BRM-01'
    ) as goal
select
    *, wave = (countIf(sent > 0) over () > 0 ? maxIf(wave, sent > 0) over () : max(wave) over ()) as latest
from (
    select
        {month:Date} as month, wave, scope.1 as service, scope.2 as customer,
        sum(asked) as sent, countIf(kind = 'reply') as replies, countIf(kind = 'answer') as answers,
        toInt64(sum(score)) as points,
        countIf(kind = 'answer' and score < 150) as mark_1,
        countIf(kind = 'answer' and score >= 150 and score < 250) as mark_2,
        countIf(kind = 'answer' and score >= 250 and score < 350) as mark_3,
        countIf(kind = 'answer' and score >= 350 and score < 450) as mark_4,
        countIf(kind = 'answer' and score >= 450) as mark_5,
        countIf(kind = 'answer' and score >= 400) as top_two,
        goal.2 = 0 ? null : toNullable(goal.1) as goal_met, nullIf(goal.2, 0) as goal_of,
        multiIf(
            goal.2 = 0, '', answers = 0, 'no-data', points * goal.2 >= goal.1 * toInt64(answers), 'met', 'missed') as verdict
    from (
        select
            'survey' as kind, toStartOfMonth(toDate(sent_at, {time_zone:String})) as wave, service, customer,
            sent as asked, 0 as score
        from stg_surveys(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        where sent_at < {cut:DateTime64(3, 'UTC')}
        union all
        select
            part.1 as kind,
            toStartOfMonth(toDate(s.record = '' ? a.answered_at : s.sent_at, {time_zone:String})) as wave,
            part.2 as service, part.3 as customer, 0, kind = 'answer' ? a.points : 0
        from stg_survey_answers(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as a
        left join stg_surveys(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as s
            on s.record = a.survey
        array join arrayConcat(
            [('answer', a.service, a.customer = '' ? s.customer : a.customer)],
            s.record = '' ? [] : [('reply', s.service, s.customer)]) as part
        where a.answered_at < {cut:DateTime64(3, 'UTC')}
    ) as one
    left join (select service, lineage from services where definitions = {definitions:String}) as l on l.service = one.service
    array join arrayConcat(
        [('*', '*')], [('*', one.customer)],
        arrayMap(up -> (up, '*'), empty(l.lineage) ? [one.service] : l.lineage)) as scope
    where wave > addMonths({month:Date}, -36)
    group by wave, service, customer
)
