-- What: tickets of the month as they stood after each update that occurred before {until} and was recorded by {as_of}. Of an
--   ticket's identity (source, id) that arrived more than once, the first that was recorded stands, so that a history
--   rewritten later changes nothing (domain rules 14 and 15, A20, A21). An answer counts if a person gave it (rule 6, A16).
-- Grain: one row per identity of a record (source, record, id).
select
    replaceRegexpOne(type, '\\.v[0-9]+$', '') as record_type,
    source,
    subject as record,
    id,
    occurred_at,
    sequence,
    recorded_at,
    title,
    service,
    state,
    priority,
    channel,
    assignment_group,
    supplier,
    opened_at,
    if(responded_by = 'person' and first.responded_at < {until:DateTime64(3, 'UTC')}, first.responded_at, null)
        as responded_at,
    stated_sla_met
from (
    select *
    from events
    where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
        and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and subject in (
            select record
            from stg_month_tickets(
                as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                month_start = {month_start:DateTime64(3, 'UTC')}))
    order by recorded_at, occurred_at, sequence, type, subject, state, priority
    limit 1 by source, subject, id
) as first
where occurred_at < {until:DateTime64(3, 'UTC')}
