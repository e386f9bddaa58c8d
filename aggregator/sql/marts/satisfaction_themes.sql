-- What: what customers' comments are about, in the organisation's own words, of the waves of surveys that `satisfaction` has:
--   an answer counts under each theme that it names. low_answers = those of 3 points or less.
-- Grain: one row per wave, service ('*' = all; a service's row includes those below it) and theme.
select
    {month:Date} as month,
    toStartOfMonth(toDate(s.record = '' ? a.answered_at : s.sent_at, {time_zone:String})) as wave,
    scope as service, named as theme,
    count() as answers, toInt64(sum(a.points)) as points, countIf(a.points <= 300) as low_answers
from stg_survey_answers(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as a
left join stg_surveys(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as s on s.record = a.survey
left join (select service, lineage from services where definitions = {definitions:String}) as l on l.service = a.service
array join arrayConcat(['*'], empty(l.lineage) ? [a.service] : l.lineage) as scope
array join arrayDistinct(themes) as named
where a.answered_at < {cut:DateTime64(3, 'UTC')} and wave > addMonths({month:Date}, -36) and named != ''
group by wave, service, theme
