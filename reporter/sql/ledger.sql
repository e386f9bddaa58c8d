-- What: the clocks of the records that the page and the JSON list: breached ones, and those resolved in the
-- month on which the source's own verdict differs from ours.
-- Grain: one row per record.
select
    toString(record_type) as record_type,
    toString(source) as source,
    record,
    title,
    toString(service) as service,
    toString(top_service) as top_service,
    toString(priority) as priority,
    toString(assignment_group) as assignment_group,
    toString(agreement) as agreement,
    toString(calendar) as calendar,
    toString(resolved_gap_policy) as resolved_gap_policy,
    toString(phase) as phase,
    toUnixTimestamp64Milli(ledger.opened_at) as opened_at,
    toUnixTimestamp64Milli(ledger.responded_at) as responded_at,
    toUnixTimestamp64Milli(ledger.resolved_at) as resolved_at,
    toUnixTimestamp64Milli(ledger.ended_at) as ended_at,
    wall_ms,
    elapsed_ms,
    waiting_ms,
    arraySort(cast(waiting_by, 'Array(Tuple(String, UInt64))')) as waiting_by,
    out_of_hours_ms,
    holiday_ms,
    excluded_ms,
    resolved_gap_ms,
    arraySort(cast(elapsed_by_group, 'Array(Tuple(String, UInt64))')) as elapsed_by_group,
    resolution_target_ms,
    toUnixTimestamp64Milli(ledger.breached_at) as breached_at,
    response_target_ms,
    response_elapsed_ms,
    toUnixTimestamp64Milli(ledger.response_breached_at) as response_breached_at,
    toUInt64(reopened_count) as reopened_count,
    stated_sla_met,
    resolved_in_month,
    resolution_counted,
    resolution_met
from ledger
where month = {month:Date}
    and (
        (record_type, source, record) in (
            select record_type, source, record from breaches where month = {month:Date}
        )
        or (
            resolved_in_month = 1
            and cancelled = 0
            and resolution_counted = 1
            and isNotNull(stated_sla_met)
            and stated_sla_met != resolution_met
        )
    )
order by record_type, source, record
