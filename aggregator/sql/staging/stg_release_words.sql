-- What: what the record of a release said after all updates of one instant before {until}, as known at {as_of}. withdrawn: it said
--   before that it was live, and does so no more. rewritten: within this one instant the record of a live release takes that back
--   and says again that it is live, since this very instant: its entry was written anew, nothing was deployed.
-- Grain: one row per record and instant at which it was updated (source, record, at).
select
    source, record, at, service, data, live_at,
    ifNull(lagInFrame(live_at) over until_then <= at, 0) as was_live,
    was_live and live_at is null as withdrawn,
    was_live and taken_back and ifNull(live_at = at, 0) as rewritten
from (
    select
        source,
        record,
        u.occurred_at as at,
        argMax(u.service, (u.sequence, u.id)) as service,
        argMax(u.data, (u.sequence, u.id)) as data,
        parseDateTime64BestEffortOrNull(JSONExtractString(data, 'deployed_end_at'), 3, 'UTC') as live_at,
        countIf(JSONExtractString(u.data, 'deployed_end_at') = '') > 0 as taken_back
    from stg_record_updates(
        kind = 'release', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as u
    group by source, record, at
)
window until_then as (partition by source, record order by at rows between unbounded preceding and current row)
