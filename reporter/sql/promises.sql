-- What: every promise of service level agreements in force at the month's end, and what came of it.
-- Grain: one row per agreement, service, record type, priority and measure.
select
    toString(agreement) as agreement,
    toString(service) as service,
    toString(record_type) as record_type,
    toString(priority) as priority,
    toString(measure) as measure,
    numerator,
    denominator,
    goal_met,
    goal_of,
    at_most,
    toString(verdict) as verdict,
    used,
    allowed,
    left_over,
    at_risk
from promises
where month = {month:Date}
order by agreement, service, record_type, priority, measure
