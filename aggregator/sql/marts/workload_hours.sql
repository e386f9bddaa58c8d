-- What: records opened in the month by weekday (1 = Monday) and hour of the organisation's local time.
-- Grain: one row per record type, service ('*', a service, all above it), weekday and hour in which any was opened.
select
    {month:Date} as month,
    record_type,
    arrayJoin(arrayConcat(['*'], s.lineage = [] ? [l.service] : s.lineage)) as service,
    toDayOfWeek(opened_at, 0, {time_zone:String}) as weekday,
    toHour(opened_at, {time_zone:String}) as hour,
    count() as opened
from {ledger:Identifier} as l
left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = l.service
where month = {month:Date} and opened_in_month
group by record_type, service, weekday, hour
