-- What: complaints whose service has a promise of a first answer, by the agreement version in force at receipt:
--   answer_ms = service time of the promise's calendar from receipt to the first answer, or to {cut} while there is none;
--   due_at = the instant at which as much of it has passed as is promised.
-- Grain: one row per complaint with such a promise (source, record).
with
    (c.ended_at >= e.opens ? e.ms_before + dateDiff('millisecond', e.opens, least(c.ended_at, e.closes)) : 0) as ms_at_end,
    (c.received_at >= b.opens ? b.ms_before + dateDiff('millisecond', b.opens, least(c.received_at, b.closes)) : 0)
        as ms_at_receipt
select
    c.source as source, c.record as record, c.service as service, c.received_at as received_at,
    c.answered_at as answered_at, c.within_ms as within_ms, c.answer_ms as answer_ms,
    addMilliseconds(d.opens, c.due_ms - d.ms_before) as due_at
from (
    select
        source, record, service, received_at, answered_at, c.calendar as calendar, within_ms,
        ms_at_end - ms_at_receipt as answer_ms, toInt64(ms_at_receipt + within_ms) as due_ms
    from (
        select
            c.source as source, c.record as record, c.service as service, received_at, answered_at,
            ifNull(answered_at, {cut:DateTime64(3, 'UTC')}) as ended_at, t.calendar as calendar,
            assumeNotNull(t.within_ms) as within_ms
        from stg_complaints(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as c
        join (
            select service, valid_from, valid_until, calendar, within_ms
            from service_targets
            where definitions = {definitions:String} and kind = 'sla' and measure = 'complaint-answer'
        ) as t on t.service = c.service
        where t.valid_from <= received_at and received_at < t.valid_until
    ) as c
    asof left join (
        select calendar, opens, closes, ms_before from service_windows
        where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
            and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
    ) as e on e.calendar = c.calendar and e.opens <= c.ended_at
    asof left join (
        select calendar, opens, closes, ms_before from service_windows
        where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
            and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
    ) as b on b.calendar = c.calendar and b.opens <= c.received_at
) as c
asof left join (
    select calendar, opens, toInt64(ms_before) as ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as d on d.calendar = c.calendar and d.ms_before < c.due_ms
