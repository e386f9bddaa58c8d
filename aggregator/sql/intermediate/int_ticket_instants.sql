-- What: the instants that cut each record's two clocks into segments, with the calendar's service time and holiday
--   time from its first window up to each (ASOF joins). `resolution` runs from opened_at to the record's end,
--   `response` from opened_at to the first answer by a person, else to the record's end; an answer stated for later
--   than the end is none. The last instant of a clock has stopped = 1 and what held when it stopped. Agreed exclusions
--   cut the clocks too: excluded_by and exclusion name the rule and the entry from that instant on.
-- Grain: one row per record, measure and instant.
select
    i.*,
    s.ms_before + greatest(0, toUnixTimestamp64Milli(least(at, s.closes)) - toUnixTimestamp64Milli(s.opens))
        as service_before,
    h.ms_before + greatest(0, toUnixTimestamp64Milli(least(at, h.closes)) - toUnixTimestamp64Milli(h.opens))
        as holiday_before
from (
    select
        * except (instant, holds, lives, at_end, excluded, cuts),
        instant.1 as measure, instant.2 as at, instant.3 as stopped, instant.4 as hold,
        arrayFirst(x -> x.begins <= at and at < x.ends, excluded) as exclusion_held,
        exclusion_held.rule as excluded_by, exclusion_held.entry as exclusion
    from (
        select
            *,
            ifNull(responded_at <= ended_at, 0) as answered,
            answered ? greatest(assumeNotNull(responded_at), opened_at) : ended_at as response_until,
            arrayFilter(x -> x.only_source in ('', source), stretches) as excluded,
            arrayFilter(
                edge -> edge > opened_at and edge < ended_at and not has(holds.held_from, edge),
                arrayDistinct(arrayConcat(excluded.begins, excluded.ends))) as cuts,
            arrayJoin(arrayConcat(
                arrayMap(
                    h -> ('resolution', h.held_from, 0, h),
                    arrayFilter(h -> h.held_from < h.held_until, arraySlice(holds, 1, ending - 1))),
                arrayMap(edge -> ('resolution', edge, 0, arrayLast(h -> h.held_from <= edge, holds)), cuts),
                [('resolution', ended_at, 1, at_end)],
                arrayMap(
                    h -> ('response', h.held_from, 0, h),
                    arrayFilter(h -> h.held_from < least(h.held_until, response_until), holds)),
                arrayMap(
                    edge -> ('response', edge, 0, arrayLast(h -> h.held_from <= edge, holds)),
                    arrayFilter(edge -> edge < response_until, cuts)),
                [('response', response_until, 1, arrayLast(h -> h.held_from <= response_until, holds))]
            )) as instant
        from int_ticket_lives(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as l
        left join int_exclusions(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            definitions = {definitions:String}) as x
            on x.of_type = l.record_type and x.of_record = l.record and x.by_agreement = l.agreement
            and x.by_version = l.agreement_valid_from
    )
) as i
asof left join (
    select calendar as of_calendar, opens, closes, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as s on s.of_calendar = i.calendar and s.opens <= i.at
asof left join (
    select calendar as of_calendar, opens, closes, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'holiday'
) as h on h.of_calendar = i.calendar and h.opens <= i.at
