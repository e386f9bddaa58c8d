-- What: the ledger that is handed to whom it concerns: every record with open time in the month, where each
--   millisecond of it went, its targets, its first breaches, and in which populations of the month it counts.
--   Resolution counts records resolved in the month that have a target, and those open at the cut and breached;
--   response those answered in the month that have one, and those unanswered at the cut and breached. A target once
--   breached stays one, also under a priority that has none. Cancelled records count nowhere.
-- Grain: one row per record (record_type, source, record).
select
    {month:Date} as month, record_type, source, record,
    facts.title as title, facts.service as service, s.top_service = '' ? facts.service : s.top_service as top_service,
    held_at_end.priority as priority, held_at_end.assignment_group as assignment_group,
    held_at_end.supplier as supplier, facts.channel as channel,
    facts.agreement as agreement, facts.agreement_valid_from as agreement_valid_from, calendar,
    facts.resolved_gap_policy as resolved_gap_policy, facts.state as state, facts.phase as phase,
    facts.opened_at as opened_at, facts.responded_at as responded_at,
    facts.life = 'resolved' ? toNullable(facts.ended_at) : null as resolved_at,
    facts.ended_at as ended_at,
    wall_ms, elapsed_ms, waiting_ms, waiting_by, out_of_hours_ms, holiday_ms,
    excluded_ms, excluded_by, excluded_by_entry,
    resolved_gap_ms, elapsed_by_group, elapsed_by_supplier,
    resolution_target_ms,
    breached ? toNullable(breach_at) : null as breached_at,
    breached ? toNullable(breach.target_ms) : null as breached_target_ms,
    breached ? breach.priority : '' as breached_priority,
    breached ? breach.assignment_group : '' as breached_group,
    response_target_ms,
    facts.answered or response_target_ms is not null ? toNullable(l.response_elapsed_ms) : null as response_elapsed_ms,
    response_breached ? toNullable(response_breach_at) : null as response_breached_at,
    response_breached ? toNullable(response_breach.target_ms) : null as response_breached_target_ms,
    response_breached ? response_breach.priority : '' as response_breached_priority,
    response_breached ? response_breach.assignment_group : '' as response_breached_group,
    length(facts.reopened_at) as reopened_count,
    facts.stated_sla_met as stated_sla_met,
    facts.opened_at >= {month_start:DateTime64(3, 'UTC')} as opened_in_month,
    facts.life = 'resolved' as resolved_in_month,
    facts.life = 'open' as open_at_end,
    facts.life = 'cancelled' as cancelled,
    not cancelled and (breached or (resolved_in_month and resolution_target_ms is not null)) as resolution_counted,
    resolution_counted and not breached as resolution_met,
    not cancelled and (response_breached or (facts.answered and response_target_ms is not null))
        and (not facts.answered or facts.response_until >= {month_start:DateTime64(3, 'UTC')}) as response_counted,
    response_counted and not response_breached as response_met,
    not opened_in_month and facts.life_before_month = 'open' as open_at_start,
    not opened_in_month and facts.life_before_month != 'open' as reopened_in_month,
    arrayCount(at -> at >= {month_start:DateTime64(3, 'UTC')}, facts.reopened_at) as reopenings_in_month
from int_ticket_ledgers(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
    month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String},
    since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as l
left join (select service, top_service from services where definitions = {definitions:String}) as s
    on s.service = l.facts.service
