-- What: each record's segments summed: where its wall time went, who held the counted time, its targets, and the
--   first crossing of each (A15). A crossing inside a segment is the instant at which the calendar's service time
--   goes beyond `crossing`: the window that holds it is found by an ASOF join on cumulative service time.
-- Grain: one row per record with open time in the month.
select
    l.*,
    l.breach.at_start ? l.breach.at : addMilliseconds(w.opens, l.breach.crossing - w.ms_before) as breach_at,
    l.response_breach.at_start ? l.response_breach.at
        : addMilliseconds(v.opens, l.response_breach.crossing - v.ms_before) as response_breach_at
from (
    select
        record_type, source, record, any(s.calendar) as calendar, any(s.facts) as facts,
        anyIf(tuple(s.priority, s.assignment_group, s.supplier)
            ::Tuple(priority String, assignment_group String, supplier String),
            measure = 'resolution' and stopped) as held_at_end,
        sumIf(s.wall_ms, measure = 'resolution') as wall_ms,
        sumIf(counted_ms, measure = 'resolution') as elapsed_ms,
        sum(s.waiting_ms) as waiting_ms,
        sum(s.resolved_gap_ms) as resolved_gap_ms,
        sumIf(s.excluded_ms, measure = 'resolution') as excluded_ms,
        mapSort(sumMapIf(map(s.excluded_by, toUInt64(s.excluded_ms)), measure = 'resolution' and s.excluded_ms > 0))
            as excluded_by,
        mapSort(sumMapIf(map(exclusion, toUInt64(s.excluded_ms)), measure = 'resolution' and s.excluded_ms > 0))
            as excluded_by_entry,
        sumIf(s.holiday_ms, measure = 'resolution') as holiday_ms,
        sumIf(s.out_of_hours_ms, measure = 'resolution') as out_of_hours_ms,
        mapSort(sumMapIf(map(toString(waiting_on), toUInt64(s.waiting_ms)), s.waiting_ms > 0)) as waiting_by,
        mapSort(sumMapIf(map(s.assignment_group, toUInt64(counted_ms)), measure = 'resolution' and counted_ms > 0))
            as elapsed_by_group,
        mapSort(sumMapIf(map(s.supplier, toUInt64(counted_ms)), measure = 'resolution' and counted_ms > 0))
            as elapsed_by_supplier,
        sumIf(counted_ms, measure = 'response') as response_elapsed_ms,
        anyIf(s.target_ms, measure = 'resolution' and stopped) as resolution_target_ms,
        anyIf(s.target_ms, measure = 'response' and stopped) as response_target_ms,
        countIf(measure = 'resolution' and crossed) > 0 as breached,
        argMinIf(first_crossing, at, measure = 'resolution' and crossed) as breach,
        countIf(measure = 'response' and crossed) > 0 as response_breached,
        argMinIf(first_crossing, at, measure = 'response' and crossed) as response_breach
    from (
        select
            *,
            tuple(
                title, service, channel, agreement, agreement_valid_from, resolved_gap_policy, state, phase, life,
                life_before_month, opened_at, responded_at, answered, response_until, ended_at, stated_sla_met,
                reopened_at)
            ::Tuple(
                title String, service String, channel String, agreement String,
                agreement_valid_from Nullable(DateTime64(3, 'UTC')), resolved_gap_policy String, state String,
                phase String, life String, life_before_month String, opened_at DateTime64(3, 'UTC'),
                responded_at Nullable(DateTime64(3, 'UTC')), answered UInt8,
                response_until DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'),
                stated_sla_met Nullable(UInt8), reopened_at Array(DateTime64(3, 'UTC'))) as facts,
            tuple(at, ifNull(crossed_at_start, 0), ifNull(crossing, 0), ifNull(target_ms, 0), priority, assignment_group)
            ::Tuple(
                at DateTime64(3, 'UTC'), at_start UInt8, crossing Int64, target_ms Int64, priority String,
                assignment_group String) as first_crossing
        from int_ticket_segments(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String},
            since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
    ) as s
    group by record_type, source, record
) as l
asof left join (
    select calendar as of_calendar, opens, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as w on w.of_calendar = l.calendar and w.ms_before <= l.breach.crossing
asof left join (
    select calendar as of_calendar, opens, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as v on v.of_calendar = l.calendar and v.ms_before <= l.response_breach.crossing
