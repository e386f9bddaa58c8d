-- What: complaints of the month and those still open: open ones first, the oldest on top.
-- Grain: one row per complaint.
select
    toString(source) as source,
    record,
    title,
    toString(service) as service,
    toString(top_service) as top_service,
    toString(customer) as customer,
    toString(channel) as channel,
    toString(cause) as cause,
    same_cause_before,
    toUnixTimestamp64Milli(c.received_at) as received_at,
    toUnixTimestamp64Milli(c.acknowledged_at) as acknowledged_at,
    toUnixTimestamp64Milli(c.answered_at) as answered_at,
    toUnixTimestamp64Milli(c.answer_due_at) as answer_due_at,
    toUnixTimestamp64Milli(c.decided_at) as decided_at,
    toUnixTimestamp64Milli(c.resolved_at) as resolved_at,
    toUnixTimestamp64Milli(c.escalated_at) as escalated_at,
    acknowledge_days, answer_days, resolve_days, answer_ms, answer_within_ms,
    acknowledge_late, answer_late, resolve_late, upheld, repeat_of, open, received_in_month, resolved_in_month,
    actions, action_states
from (select * from complaints where month = {month:Date}) as c
order by open desc, received_at, source, record
