-- What: incidents opened, or with an update, in [{since}, {before}), all that may be of {services} and some of others: when each was
--   opened, and if it is resolved at {cut} the start of the last unbroken run of resolved states. Its service is the one that it
--   had when it was resolved, or has at {cut} (rule 16).
-- Grain: one row per incident (source, record).
with
    (select groupArray(state) from states where definitions = {definitions:String} and phase in ('resolved', 'closed')) as done
select source, record, service, opened_at, resolved_at
from (
    select
        source, record,
        ifNull(argMaxIf(u.opened_at, (occurred_at, sequence, id), u.opened_at is not null), min(occurred_at)) as opened_at,
        arraySort(one -> (one.at, one.sequence, one.id), groupArray(
            (occurred_at, sequence, id, toString(u.state), toString(u.service))::Tuple(
                at DateTime64(3, 'UTC'), sequence UInt64, id String, state String, service String))) as said,
        -- an update without a state keeps the state held before
        arrayMap(state -> has(done, state), arrayFill(state -> state != '', said.state)) as finished,
        finished[-1] ? toNullable(said[arrayLastIndex(over -> not over, finished) + 1].at) : null as resolved_at,
        arrayLast(one -> one.service != '' and one.at <= ifNull(resolved_at, one.at), said).service as service
    from stg_recent_incident_updates(
        as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, before = {before:DateTime64(3, 'UTC')},
        until = {cut:DateTime64(3, 'UTC')}, services = {services:Array(String)}) as u
    group by source, record
)
