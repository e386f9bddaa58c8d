-- What: incidents with an update in [{since}, {cut}), as they stand at {cut}, out of one look at those of the last three months
--   before {month_start} (92 days of 24 h): {since} may lie no further back.
-- Grain: one row per record (source, record).
select *
from stg_incidents(
    as_of = {as_of:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')} - interval 92 day,
    until = {cut:DateTime64(3, 'UTC')})
where last_at >= {since:DateTime64(3, 'UTC')}
