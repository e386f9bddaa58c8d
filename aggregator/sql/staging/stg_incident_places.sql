-- What: incidents with an update in [{since}, {until}) as known at {as_of}: when the first and the last of these occurred, the opening
--   last stated, and which update is the last (its identity, and when it was first recorded). First recorded of an identity
--   (domain rules 14 and 15). Each record's few updates are put in order by themselves: sorting all together costs three times as much.
-- Grain: one row per record (source, record).
select
    source,
    record,
    told[1].at as first_at,
    told[-1].at as last_at,
    arrayLast(one -> one.opened_at is not null, told).opened_at as stated_opened_at,
    (told[-1].id, told[-1].recorded_at) as last
from (
    select
        source,
        subject as record,
        arraySort(groupArray((recorded_at, occurred_at, sequence, id, opened_at)::Tuple(
            recorded_at DateTime64(3, 'UTC'), at DateTime64(3, 'UTC'), sequence UInt64, id String,
            opened_at Nullable(DateTime64(3, 'UTC'))))) as received,
        arrayFilter(
            (one, time) -> time = 1 and one.at < {until:DateTime64(3, 'UTC')},
            received, arrayEnumerateUniq(received.id)) as firsts,
        arraySort(one -> (one.at, one.sequence, one.id), firsts) as told
    from events
    where startsWith(type, 'incident.v') and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at >= {since:DateTime64(3, 'UTC')}
    group by source, subject
)
where notEmpty(told)
