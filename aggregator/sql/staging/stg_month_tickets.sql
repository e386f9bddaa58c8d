-- What: tickets that may have open time in the month: with an update in it, or not finished before it. Looked at are those that
--   the month before left open and those touched since; all others ended before it and are read no further. Without
--   such a month ({base_month} = 1970-01-01) all are looked at. A quick look that does not tell repetitions of an identity
--   apart: a ticket with one is always here. first_at = the earliest instant that it speaks of.
-- Grain: one row per record (record_type, source, record).
select
    replaceRegexpOne(type, '\\.v[0-9]+$', '') as record_type,
    source,
    subject as record,
    min(least(occurred_at, ifNull(opened_at, occurred_at))) as first_at
from events
where type in ('incident.v1', 'service_request.v1', 'problem.v1', 'security_incident.v1')
    and recorded_at <= {as_of:DateTime64(3, 'UTC')} and occurred_at < {cut:DateTime64(3, 'UTC')}
    and ({base_month:Date} = '1970-01-01' or subject in (
        select record from open_tickets where month = {base_month:Date} and as_of = {base_as_of:DateTime64(3, 'UTC')}
        union all
        select record
        from stg_touched_tickets(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            base_as_of = {base_as_of:DateTime64(3, 'UTC')}, base_cut = {base_cut:DateTime64(3, 'UTC')})))
group by record_type, source, record
having max(occurred_at) >= {month_start:DateTime64(3, 'UTC')}
    or max(opened_at) >= {month_start:DateTime64(3, 'UTC')}
    or not has({finished:Array(String)}, toString(argMaxIf(state, (occurred_at, sequence, id), state != '')))
    or uniqExact(cityHash64(id)) < count()
