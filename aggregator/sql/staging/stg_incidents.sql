-- What: incidents with an update in [{since}, {until}), as they stand at {until} and as known at {as_of}: what only the
--   event's data tell. opened_at = as the source states it, else the record's first update.
-- Grain: one row per record (source, record).
select
    i.source as source,
    i.record as record,
    coalesce(i.stated_opened_at, f.first_at, i.first_at) as opened_at,
    service,
    priority,
    channel,
    category,
    JSONExtractString(body, 'data', 'configuration_item') as configuration_item,
    JSONExtractString(body, 'data', 'problem') as problem,
    JSONExtractString(body, 'data', 'caused_by') as caused_by,
    JSONExtractString(body, 'data', 'cause') as cause,
    JSONExtract(body, 'data', 'escalations', 'Array(String)') as escalations,
    JSONHas(body, 'data', 'escalations') as escalations_told,
    JSONExtract(body, 'data', 'first_contact_resolvable', 'Nullable(Bool)') as first_contact_resolvable,
    JSONExtract(body, 'data', 'first_contact_resolved', 'Nullable(Bool)') as first_contact_resolved,
    JSONExtractBool(body, 'data', 'major') as major
from (
    select
        source, subject as record,
        min(first.occurred_at) as first_at,
        argMaxIf(first.opened_at, (first.occurred_at, sequence, id), first.opened_at is not null) as stated_opened_at,
        argMax(first.service, (first.occurred_at, sequence, id)) as service,
        argMax(first.priority, (first.occurred_at, sequence, id)) as priority,
        argMax(first.channel, (first.occurred_at, sequence, id)) as channel,
        argMax(first.category, (first.occurred_at, sequence, id)) as category,
        argMax(first.body, (first.occurred_at, sequence, id)) as body
    from (
        select *
        from events
        where startsWith(type, 'incident.v') and recorded_at <= {as_of:DateTime64(3, 'UTC')}
            and occurred_at >= {since:DateTime64(3, 'UTC')}
        order by recorded_at, occurred_at, sequence, type, subject, body
        limit 1 by source, id
    ) as first
    where first.occurred_at < {until:DateTime64(3, 'UTC')}
    group by source, subject
) as i
left join (
    select source, subject, min(toNullable(occurred_at)) as first_at
    from events
    where startsWith(type, 'incident.v') and opened_at is null and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at < {until:DateTime64(3, 'UTC')}
        and subject in (select subject from events where startsWith(type, 'incident.v') and occurred_at >= {since:DateTime64(3, 'UTC')})
    group by source, subject
) as f on f.source = i.source and f.subject = i.record
