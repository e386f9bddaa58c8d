-- What: overall scores of 3 or less that have their written review, of those that need one. Nothing where neither customers
--   nor suppliers were ever asked.
-- Together: * counts scores, not records: each is the mean of a wave's answers, or a supplier's latest evaluation; the list
--   of low scores in the report names every one with its review.
-- Grain: one row.
with (
    select (max(goal_met), max(goal_of))
    from int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String})
    where figure = 'BRM-01-reviewed'
) as goal
select
    {month:Date} as month, 'BRM-01-reviewed' as figure, 'survey_answer' as record_type, '*' as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    toInt64(countIf(review != '')) as numerator, toNullable(toInt64(count())) as denominator, 'ratio' as unit,
    goal.2 = 0 ? null : toNullable(goal.1) as goal_met, nullIf(goal.2, 0) as goal_of,
    multiIf(
        goal.2 = 0, '', denominator = 0, 'no-data', numerator * goal.2 >= goal.1 * denominator, 'met', 'missed') as verdict
from {low_scores:Identifier}
where month = {month:Date}
having (select count() from {satisfaction:Identifier} where month = {month:Date})
    + (select count() from {supplier_scores:Identifier} where month = {month:Date}) > 0
