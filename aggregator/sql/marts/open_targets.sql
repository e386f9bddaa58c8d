-- What: early warning: targets of records open at the cut that are not breached, what is used of each, what is left, and when
--   it will be used up if the clock runs on from the cut: the instant at which the agreement's calendar reaches that service
--   time. At risk from the share of the target that the definitions set (warn_at). A response counts until it is given.
-- Grain: one row per measure and record.
select
    {month:Date} as month, o.measure as measure, o.record_type as record_type, o.source as source, o.record as record, title,
    o.service as service, top_service, o.priority as priority, assignment_group, supplier, o.agreement as agreement,
    opened_at, o.target as target_ms, used_ms, target_ms - used_ms as left_ms,
    addMilliseconds(d.opens, o.due_service - d.ms_before) as reached,
    reached <= d.closes ? toNullable(reached) : null as due_at,
    o.measure = 'resolution' and p.pausing_state != '' as paused,
    used_ms * warn_of >= warn_met * target_ms as at_risk
from (
    select
        l.*, n.ms_before + greatest(0, toUnixTimestamp64Milli(least(l.ended_at, n.closes)) - toUnixTimestamp64Milli(n.opens))
            + target - used_ms as due_service
    from (
        select
            *, one.1 as measure, assumeNotNull(one.2) as target, assumeNotNull(one.3) as used_ms,
            arrayJoin(arrayFilter(target -> target.2 is not null and not target.4, [
                ('resolution', toInt64(resolution_target_ms), toInt64(elapsed_ms), breached_at is not null),
                ('response', toInt64(response_target_ms), toInt64(response_elapsed_ms),
                    response_breached_at is not null or ifNull(responded_at <= ended_at, 0))
            ]::Array(Tuple(String, Nullable(Int64), Nullable(Int64), UInt8)))) as one
        from {ledger:Identifier}
        where month = {month:Date} and open_at_end = 1
    ) as l
    asof left join (
        select calendar as of_calendar, opens, closes, ms_before from service_windows
        where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
            and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
    ) as n on n.of_calendar = l.calendar and n.opens <= l.ended_at
) as o
asof left join (
    select calendar as of_calendar, opens, closes, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as d on d.of_calendar = o.calendar and d.ms_before < o.due_service
left join (
    select agreement as by_agreement, valid_from, state as pausing_state
    from pausing_states where definitions = {definitions:String}
) as p on p.by_agreement = o.agreement and p.valid_from = o.agreement_valid_from and p.pausing_state = o.state
left join (
    select
        agreement as by_agreement, valid_from, service as for_service, record_type as for_type, priority as for_priority,
        measure as of_measure, warn_met, warn_of
    from targets where definitions = {definitions:String} and kind = 'sla'
) as t on t.by_agreement = o.agreement and t.valid_from = o.agreement_valid_from and t.for_service = o.service
    and t.for_type = o.record_type and t.for_priority = o.priority and t.of_measure = o.measure
