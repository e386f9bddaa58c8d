-- What: incidents with an update in [{since}, {until}), as they stand at {until} and as known at {as_of}: what only the
--   event's data tell. opened_at = as the source states it, else the record's first update. Bodies are read of the last
--   updates alone: sorting all of them cost more than anything else of a month.
-- Grain: one row per record (source, record).
select
    i.source as source,
    i.record as record,
    i.last_at as last_at,
    coalesce(i.stated_opened_at, f.first_at, i.first_at) as opened_at,
    b.said.2 as service,
    b.said.3 as priority,
    b.said.4 as channel,
    b.said.5 as category,
    JSONExtractString(b.said.1, 'data', 'configuration_item') as configuration_item,
    JSONExtractString(b.said.1, 'data', 'problem') as problem,
    JSONExtractString(b.said.1, 'data', 'caused_by') as caused_by,
    JSONExtractString(b.said.1, 'data', 'cause') as cause,
    JSONExtract(b.said.1, 'data', 'escalations', 'Array(String)') as escalations,
    JSONHas(b.said.1, 'data', 'escalations') as escalations_told,
    JSONExtract(b.said.1, 'data', 'first_contact_resolvable', 'Nullable(Bool)') as first_contact_resolvable,
    JSONExtract(b.said.1, 'data', 'first_contact_resolved', 'Nullable(Bool)') as first_contact_resolved,
    JSONExtractBool(b.said.1, 'data', 'major') as major
from stg_incident_places(
    as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as i
join (
    select source, subject, id, recorded_at, min((body, service, priority, channel, category)) as said
    from events
    where startsWith(type, 'incident.v') and occurred_at >= {since:DateTime64(3, 'UTC')}
        and (source, subject, id, recorded_at) in (
            select source, record, last.1, last.2
            from stg_incident_places(
                as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}))
    group by source, subject, id, recorded_at
) as b on b.source = i.source and b.subject = i.record and b.id = i.last.1 and b.recorded_at = i.last.2
left join (
    select source, subject, min(toNullable(occurred_at)) as first_at
    from events
    where startsWith(type, 'incident.v') and opened_at is null and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at < {until:DateTime64(3, 'UTC')}
        and subject in (
            select record
            from stg_incident_places(
                as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}))
    group by source, subject
) as f on f.source = i.source and f.subject = i.record
