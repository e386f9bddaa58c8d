-- What: updates of the tickets on which their source ever gave a verdict of its own, as known at {as_of}, whatever month they
--   belong to; first recorded of an identity (domain rules 14 and 15).
-- Grain: one row per identity of a record (source, record, id).
select
    replaceRegexpOne(type, '\\.v[0-9]+$', '') as record_type,
    source,
    subject as record,
    id,
    occurred_at,
    sequence,
    priority,
    stated_sla_met
from events
where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
    and recorded_at <= {as_of:DateTime64(3, 'UTC')}
    and subject in (select subject from events where stated_sla_met is not null)
order by recorded_at, occurred_at, sequence, type, subject, state, priority
limit 1 by source, subject, id
