-- What: each day of each service: what was agreed, lost, planned, left out by agreement and not watched.
-- Grain: one row per service and local day.
select
    toString(service) as service,
    toString(day) as day,
    wall_ms,
    wall_down_ms,
    hours_ms,
    ast_ms,
    down_ms,
    planned_ms,
    excluded_ms,
    unmonitored_hours_ms,
    user_ms
from availability_days
where month = {month:Date}
order by service, availability_days.day
