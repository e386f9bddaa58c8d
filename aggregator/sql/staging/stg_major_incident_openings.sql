-- What: when the incidents behind major incidents were opened: as last stated, else at their first update before {until}, as
--   known at {as_of}.
-- Grain: one row per incident that a major incident names (record).
select
    subject as record,
    ifNull(argMaxIf(first.opened_at, (occurred_at, sequence, id), first.opened_at is not null), min(occurred_at)) as opened_at
from (
    select *
    from events
    where startsWith(type, 'incident.v') and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and subject in (
            select incident
            from stg_major_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}))
    order by recorded_at, occurred_at, sequence, subject
    limit 1 by source, subject, id
) as first
where occurred_at < {until:DateTime64(3, 'UTC')}
group by subject
