-- What: working days of each service: local days on which its agreed service hours begin, or that they fill; numbered in
--   order. Without an agreement, and for service '' (any other), every day is one. The n-th working day after an event is
--   the day whose number is n more than that of the last working day not after the event.
-- Grain: one row per service and working day.
select service, day, row_number() over (partition by service order by day) as number
from (
    select distinct h.service as service, d.day as day
    from (
        select service, calendar, valid_from, valid_until from service_hours where definitions = {definitions:String}
        union all
        select '', '', toDateTime64('1970-01-01 00:00:00', 3, 'UTC'), toDateTime64('2299-12-31 00:00:00', 3, 'UTC')
    ) as h
    join (
        select
            calendar,
            toDate('1970-01-01') + arrayJoin(range(
                toUInt32(toDate(opens, {time_zone:String})),
                toUInt32(greatest(toDate(opens, {time_zone:String}) + 1, toDate(closes, {time_zone:String}))))) as day
        from service_windows
        where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
            and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
    ) as d on d.calendar = h.calendar
    where d.day + interval 12 hour >= h.valid_from and d.day + interval 12 hour < h.valid_until
)
