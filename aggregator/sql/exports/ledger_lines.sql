-- What: a month's ledger as it is handed out. Column names are stable; new ones are added at the end. `…_ms` are
--   milliseconds; wall_ms = elapsed_ms + waiting_ms + out_of_hours_ms + holiday_ms + excluded_ms + resolved_gap_ms,
--   elapsed_ms = sum of elapsed_by_group = sum of elapsed_by_supplier, waiting_ms = sum of waiting_by (by party),
--   excluded_ms = sum of excluded_by (by rule) = sum of excluded_by_entry (by the entry's source and number).
--   Of each target: what it was at the end, and when, under which target, priority and group it was first breached.
-- Grain: one row per record with open time in the month, in order of record type, source and record.
select
    toString(ledger.month) as month,
    record_type, source, record, title,
    service, top_service, priority, assignment_group, supplier, channel,
    agreement, agreement_valid_from, calendar, resolved_gap_policy,
    state, phase,
    opened_at, responded_at, resolved_at, ended_at,
    wall_ms, elapsed_ms, waiting_ms, waiting_by, out_of_hours_ms, holiday_ms, excluded_ms, resolved_gap_ms,
    elapsed_by_group, elapsed_by_supplier,
    resolution_target_ms, breached_at, breached_target_ms, breached_priority, breached_group,
    response_target_ms, response_elapsed_ms,
    response_breached_at, response_breached_target_ms, response_breached_priority, response_breached_group,
    reopened_count, stated_sla_met,
    opened_in_month, resolved_in_month, open_at_end, cancelled,
    resolution_counted, resolution_met, response_counted, response_met,
    open_at_start, reopened_in_month, reopenings_in_month,
    excluded_by, excluded_by_entry
from ledger
where ledger.month = {month:Date}
order by ledger.record_type, ledger.source, ledger.record
