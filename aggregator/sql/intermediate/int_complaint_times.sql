-- What: complaints with their times in working days of the service: how many working days after the day of receipt the
--   acknowledgement, the answer in substance, and the settlement, came; while they are outstanding, how many are over at
--   {cut}. What comes on a day off counts as of the next working day.
-- Grain: one row per complaint (source, record).
select
    c.*,
    acknowledge.number + (acknowledge.day < acknowledge_day and not acknowledge_open) - receive.number as acknowledge_days,
    answer.number + (answer.day < answer_day and not answer_open) - receive.number as answer_days,
    resolve.number + (resolve.day < resolve_day and not resolve_open) - receive.number as resolve_days
from (
    select
        *,
        service in (select service from services where definitions = {definitions:String}) ? service : '' as hours_of,
        toDate(received_at, {time_zone:String}) as receive_day,
        acknowledged_at is null as acknowledge_open,
        answered_at is null as answer_open,
        resolved_at is null as resolve_open,
        -- outstanding: the last day that is over at the cut
        acknowledge_open ? toDate({cut:DateTime64(3, 'UTC')}, {time_zone:String}) - 1
            : toDate(assumeNotNull(acknowledged_at), {time_zone:String}) as acknowledge_day,
        answer_open ? toDate({cut:DateTime64(3, 'UTC')}, {time_zone:String}) - 1
            : toDate(assumeNotNull(answered_at), {time_zone:String}) as answer_day,
        resolve_open ? toDate({cut:DateTime64(3, 'UTC')}, {time_zone:String}) - 1
            : toDate(assumeNotNull(resolved_at), {time_zone:String}) as resolve_day
    from stg_complaints(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
) as c
asof left join int_working_days(
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as receive on receive.service = c.hours_of and receive.day <= c.receive_day
asof left join int_working_days(
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as acknowledge
    on acknowledge.service = c.hours_of and acknowledge.day <= c.acknowledge_day
asof left join int_working_days(
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as resolve on resolve.service = c.hours_of and resolve.day <= c.resolve_day
asof left join int_working_days(
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as answer on answer.service = c.hours_of and answer.day <= c.answer_day
