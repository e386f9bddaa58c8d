-- What: monitors' records of which a check around a time down arrived more than once with different words, as known at {as_of}:
--   which of its checks count must be looked up among all of them. Plain repetitions change nothing and are not here.
-- Grain: one row per record (source, record).
select source, subject as record
from events
where type = 'monitor_check.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
    and occurred_at >= {since:DateTime64(3, 'UTC')}
    and (source, subject, id) in (
        select source, record, id
        from stg_checks_around_downs(
            as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')},
            until = {until:DateTime64(3, 'UTC')}))
group by source, subject
having uniqExact(id) < uniqExact((id, occurred_at, sequence, service, component, state))
