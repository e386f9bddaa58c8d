-- What: targets that were missed in the month, each once: promises of agreements where they were given, and targets of figures
--   for everything together. A promise on a service is called by the figure that measures it.
-- Grain: one row per figure, record type, service and priority ('*' = all).
select
    {month:Date} as month,
    p.record_type != '' ? concat(p.measure, '.attainment') : transform(
        toString(p.measure),
        ['availability', 'interruptions', 'restore-time', 'complaint-answer', 'transaction-time', 'maintenance-notice',
            'recovery-time', 'recovery-point'],
        ['AVA-01', 'AVA-05', 'availability.restored_in_time', 'BRM-05-answer', 'CAP-04', 'AVA-10', 'CON-03-kept',
            'CON-04-kept'], toString(p.measure)) as figure,
    toString(p.record_type) as record_type, toString(p.service) as service,
    p.priority = '' ? '*' : toString(p.priority) as priority,
    p.at_most is null ? 'ratio' : 'count' as unit, p.numerator as numerator, p.denominator as denominator,
    assumeNotNull(ifNull(p.at_most, p.goal_met)) as goal_met, p.at_most is null ? assumeNotNull(p.goal_of) : 1 as goal_of,
    p.at_most is not null as at_most
from {promises:Identifier} as p
where p.month = {month:Date} and p.verdict = 'missed'
union all
select
    {month:Date}, f.figure, f.record_type, '*', '*', f.unit, f.numerator, f.denominator, assumeNotNull(f.goal_met),
    assumeNotNull(f.goal_of), g.at_most
from {figures:Identifier} as f
join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = f.figure
where f.month = {month:Date} and f.verdict = 'missed' and f.service = '*' and f.priority = '*' and f.assignment_group = '*'
    and f.channel = '*'
