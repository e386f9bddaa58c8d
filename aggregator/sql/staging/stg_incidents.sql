-- What: incidents with an update in [{since}, {until}), as they stand at {until} and as known at {as_of}: what only the
--   event's data tell. opened_at = as the source last states it, if not since {since} then before, else the record's first
--   update. Bodies are read of the last updates alone: sorting all of them cost more than anything else of a month.
-- Grain: one row per record (source, record).
with
    JSONExtract(b.said.1, 'data', 'Tuple(
        configuration_item String, problem String, caused_by String, cause String, escalations Array(String),
        first_contact_resolvable Nullable(Bool), first_contact_resolved Nullable(Bool), major Bool)') as data
select
    i.source as source,
    i.record as record,
    i.last_at as last_at,
    coalesce(i.stated_opened_at, f.stated_opened_at, f.first_at, i.first_at) as opened_at,
    b.said.2 as service,
    b.said.3 as priority,
    b.said.4 as channel,
    b.said.5 as category,
    data.configuration_item as configuration_item,
    data.problem as problem,
    data.caused_by as caused_by,
    data.cause as cause,
    data.escalations as escalations,
    JSONHas(b.said.1, 'data', 'escalations') as escalations_told,
    data.first_contact_resolvable as first_contact_resolvable,
    data.first_contact_resolved as first_contact_resolved,
    data.major as major
from stg_incident_places(
    as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as i
join (
    select source, subject, min((body, service, priority, channel, category)) as said
    from events
    where startsWith(type, 'incident.v') and occurred_at >= {since:DateTime64(3, 'UTC')}
        and (source, subject, id, recorded_at) in (
            select source, record, last.1, last.2
            from stg_incident_places(
                as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}))
    group by source, subject
) as b on b.source = i.source and b.subject = i.record
left join (
    select
        source, subject, min(toNullable(occurred_at)) as first_at,
        argMaxIf(e.opened_at, (occurred_at, sequence, id), e.opened_at is not null) as stated_opened_at
    from events as e
    where startsWith(type, 'incident.v') and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at < {until:DateTime64(3, 'UTC')}
        and subject in (
            select record
            from stg_incident_places(
                as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
            where stated_opened_at is null)
    group by source, subject
) as f on f.source = i.source and f.subject = i.record
