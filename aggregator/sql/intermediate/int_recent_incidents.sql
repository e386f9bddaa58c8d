-- What: incidents with an update in [{since}, {cut}), as they stand at {cut}, out of one look at those since 62 days of 24 h before
--   {month_start} or 90 before {cut}, whichever is earlier: {since} may lie no further back.
-- Grain: one row per record (source, record).
select *
from stg_incidents(
    as_of = {as_of:DateTime64(3, 'UTC')},
    since = least({month_start:DateTime64(3, 'UTC')} - interval 62 day, {cut:DateTime64(3, 'UTC')} - interval 90 day),
    until = {cut:DateTime64(3, 'UTC')})
where last_at >= {since:DateTime64(3, 'UTC')}
