-- What: complaints of the month and those still open, each with what became of it and whether that was in time: receipt
--   confirmed on the first working day after the day of receipt, settled on the tenth, first answer within the agreement's
--   promise (answer_due_at). What is outstanding is late as soon as its time is over. The cause is the one that a person
--   assigned, else the source's; same_cause_before = complaints of the same outermost service and cause that were received
--   in the three months before. Actions that the complaint names stand with their state at the cut.
-- Grain: one row per complaint (source, record).
with
    (
        select cast((groupArray(record), groupArray(state)), 'Map(String, String)')
        from (
            select
                record,
                multiIf(
                    cancelled, 'cancelled', ifNull(effective, 0), 'effective', effective is not null, 'not-effective',
                    ifNull(closed_at < {cut:DateTime64(3, 'UTC')}, 0), 'done',
                    ifNull(due_at < {cut:DateTime64(3, 'UTC')}, 0), 'overdue', 'open') as state
            from stg_actions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        )
    ) as states,
    at -> ifNull(at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}, 0) as in_month
select
    {month:Date} as month, source, record, title, service, top_service, customer, channel, cause,
    cause = '' ? 0 : arrayCount(
        at -> at < received_at and at >= addMonths(received_at, -3), received_of_cause) as same_cause_before,
    received_at, acknowledged_at, answered_at, answer_due_at, decided_at, resolved_at, escalated_at,
    acknowledge_days, answer_days, resolve_days, answer_ms, answer_within_ms,
    acknowledge_days > 1 or (acknowledge_open and acknowledge_days >= 1) as acknowledge_late,
    ifNull(answer_ms > answer_within_ms, 0) as answer_late,
    resolve_days > 10 or (resolve_open and resolve_days >= 10) as resolve_late,
    decided_at < {cut:DateTime64(3, 'UTC')} ? upheld : null as upheld,
    repeat_of, resolve_open as open, in_month(received_at) as received_in_month, in_month(resolved_at) as resolved_in_month,
    actions, arrayMap(action -> states[action] = '' ? 'unknown' : states[action], actions) as action_states
from (
    select
        c.* except (source, record, service, cause), c.source as source, c.record as record, c.service as service,
        s.top_service as top_service, coded.cause = '' ? c.cause : coded.cause as cause,
        a.due_at as answer_due_at, a.answer_ms as answer_ms, a.within_ms as answer_within_ms,
        groupArray(c.received_at) over (partition by top_service, cause) as received_of_cause
    from int_complaint_times(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
        since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}, time_zone = {time_zone:String}) as c
    left join (
        select source, record, toNullable(due_at) as due_at, toNullable(answer_ms) as answer_ms,
            toNullable(within_ms) as within_ms
        from int_complaint_answers(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
            since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
    ) as a on a.source = c.source and a.record = c.record
    left join (
        select record, any(cause) as cause
        from stg_cause_codings(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        where record_type = 'complaint'
        group by record
    ) as coded on coded.record = c.record
    left join (select service, top_service from services where definitions = {definitions:String}) as s on s.service = c.service
)
where received_at < {cut:DateTime64(3, 'UTC')} and (
    resolve_open or in_month(received_at) or in_month(answered_at) or in_month(decided_at) or in_month(resolved_at)
    or in_month(escalated_at))
