-- What: invocations and drills of continuity plans that concern the month.
-- Grain: one row per invocation and drill.
select
    toString(continuity_events.event) as event,
    toString(continuity_events.source) as source,
    record,
    title,
    toString(continuity_events.plan) as plan,
    services,
    toString(continuity_events.listed) as listed,
    reason,
    toUnixTimestamp64Milli(continuity_events.disrupted_at) as disrupted_at,
    toUnixTimestamp64Milli(continuity_events.declared_at) as declared_at,
    toUnixTimestamp64Milli(continuity_events.due_at) as due_at,
    toUnixTimestamp64Milli(continuity_events.begins_at) as begins_at,
    toString(continuity_events.begun_by) as begun_by,
    decision_ms,
    toUnixTimestamp64Milli(continuity_events.recovered_at) as recovered_at,
    toUnixTimestamp64Milli(continuity_events.ended_at) as ended_at,
    recovery_ms,
    rto_ms,
    toString(continuity_events.rto_by) as rto_by,
    toString(continuity_events.rto_verdict) as rto_verdict,
    data_loss_ms,
    rpo_ms,
    toString(continuity_events.rpo_by) as rpo_by,
    toString(continuity_events.rpo_verdict) as rpo_verdict,
    objectives,
    objectives_met,
    major_incident,
    toUnixTimestamp64Milli(continuity_events.reviewed_at) as reviewed_at,
    lessons
from continuity_events
where month = {month:Date}
order by event desc, continuity_events.begins_at, source, record
