-- What: records opened in the month by weekday (1 = Monday) and hour of the organisation's zone.
-- Grain: one row per record type, service, weekday and hour.
select
    toString(record_type) as record_type,
    toString(service) as service,
    weekday,
    hour,
    opened
from workload_hours
where month = {month:Date}
order by record_type, service, weekday, hour
