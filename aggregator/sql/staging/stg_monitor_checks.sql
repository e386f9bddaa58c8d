-- What: checks in [{since}, {until}) that found a service down, and the check after each, as known at {as_of}. Of a record's
--   identity that was told in different words, the first recorded stands (domain rules 14 and 15); such a record is here with
--   all its checks. What occurred before {since} is no longer looked at.
-- Grain: one row per identity of a record (source, record, id), or several that say the same.
select source, record, id, service, component, occurred_at, sequence, down
from stg_checks_around_downs(
    as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
where (source, record) not in (
    select source, record
    from stg_contradicted_checks(
        as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}))
union all
select source, subject, id, service, component, occurred_at, sequence, (state = 'down')::UInt8
from (
    select source, subject, id, service, component, occurred_at, sequence, state
    from events
    where type = 'monitor_check.v1' and recorded_at <= {as_of:DateTime64(3, 'UTC')}
        and occurred_at >= {since:DateTime64(3, 'UTC')}
        and (source, subject) in (
            select source, record
            from stg_contradicted_checks(
                as_of = {as_of:DateTime64(3, 'UTC')}, since = {since:DateTime64(3, 'UTC')},
                until = {until:DateTime64(3, 'UTC')}))
    order by recorded_at, occurred_at, sequence, service, component, state
    limit 1 by source, subject, id
)
where occurred_at < {until:DateTime64(3, 'UTC')}
