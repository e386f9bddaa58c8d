-- What: all figures of the thirteen months that end with the month.
-- Grain: one row per month, figure and scope.
select
    toString(figures.month) as month,
    toString(figure) as figure,
    toString(record_type) as record_type,
    toString(service) as service,
    toString(priority) as priority,
    toString(assignment_group) as assignment_group,
    toString(channel) as channel,
    numerator,
    denominator,
    toString(unit) as unit,
    goal_met,
    goal_of,
    toString(verdict) as verdict
from figures
where figures.month between addMonths({month:Date}, -12) and {month:Date}
order by month, figure, record_type, service, priority, assignment_group, channel
