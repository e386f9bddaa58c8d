-- What: where the time of each segment of a clock went, what the clock had used before it, and whether the target
--   then in force was crossed in it. Inside service hours time is waiting if the agreement names the state as pausing,
--   else resolved gap if the record was finished and later reopened and the agreement excludes that, else excluded if an
--   agreed exclusion covers it, else counted; the response clock knows exclusions only. Outside them it is holiday or out of hours. Crossed means beyond the target,
--   not at it: at the segment's start when a change of priority left less than was used, else inside it, where
--   service time reaches `crossing`. Time in a resolved gap crosses nothing until the record is open again.
-- Grain: one row per record, measure and segment; the last of a clock is empty (stopped = 1).
select
    *,
    service_ms * (pausing = 1) as waiting_ms,
    service_ms * (pausing = 0 and gap = 1) as resolved_gap_ms,
    service_ms * (pausing = 0 and gap = 0 and excluded_by != '') as excluded_ms,
    service_ms * (pausing = 0 and gap = 0 and excluded_by = '') as counted_ms,
    sum(counted_ms) over (clock rows between unbounded preceding and current row) - counted_ms as used_ms,
    ifNull(runs and used_ms + counted_ms > target_ms, 0) as crossed,
    used_ms > target_ms as crossed_at_start,
    service_before + target_ms - used_ms as crossing
from (
    select
        i.* except (hold), hold.life as life_held, hold.waiting_on as waiting_on,
        hold.priority as priority, hold.assignment_group as assignment_group, hold.supplier as supplier,
        leadInFrame(at, 1, at) over whole as ends,
        toUnixTimestamp64Milli(ends) - toUnixTimestamp64Milli(at) as wall_ms,
        leadInFrame(service_before, 1, service_before) over whole - service_before as service_ms,
        leadInFrame(holiday_before, 1, holiday_before) over whole - holiday_before as holiday_ms,
        wall_ms - service_ms - holiday_ms as out_of_hours_ms,
        measure = 'resolution' and p.pausing_state != '' as pausing,
        measure = 'resolution' and life_held != 'open' and stopped = 0 and resolved_gap_policy = 'excluded' as gap,
        t.of_measure != '' ? toNullable(toInt64(t.within_ms)) : null as target_ms,
        stopped = 0 ? life_held = 'open' : (measure = 'resolution' ? life_held = 'resolved' : answered) as runs
    from int_ticket_instants(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String},
        since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as i
    left join (
        select agreement as by_agreement, valid_from, state as pausing_state
        from pausing_states where definitions = {definitions:String}
    ) as p on p.by_agreement = i.agreement and p.valid_from = i.agreement_valid_from
        and p.pausing_state = i.hold.state
    left join (
        select
            agreement as by_agreement, valid_from, service as for_service, record_type as for_type,
            priority as for_priority, measure as of_measure, target_ms as within_ms
        from targets where definitions = {definitions:String} and kind = 'sla'
    ) as t on t.by_agreement = i.agreement and t.valid_from = i.agreement_valid_from and t.for_service = i.service
        and t.for_type = i.record_type and t.for_priority = i.hold.priority and t.of_measure = i.measure
    window whole as (
        partition by record_type, source, record, measure order by at, stopped
        rows between unbounded preceding and unbounded following)
)
window clock as (partition by record_type, source, record, measure order by at, stopped)
