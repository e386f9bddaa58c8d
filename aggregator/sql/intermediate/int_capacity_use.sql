-- What: samples of the month and of the 90 days before the cut, each with what the sample before it had reached. Use is the
--   highest in the stretch (the peak, else the level); a threshold is crossed by a sample that reaches it after one that did
--   not, or first of all.
-- Grain: one row per sample.
select
    *,
    greatest(level, ifNull(s.peak, level)) as use,
    at >= {month_start:DateTime64(3, 'UTC')} as in_month,
    ifNull(use >= s.warning_threshold, 0) as warned,
    ifNull(use >= s.critical_threshold, 0) as critical,
    warned and not lagInFrame(warned, 1, 0) over before as crosses_warning,
    critical and not lagInFrame(critical, 1, 0) over before as crosses_critical
from stg_capacity_samples(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as s
where at < {cut:DateTime64(3, 'UTC')} and at >= {cut:DateTime64(3, 'UTC')} - interval 90 day
window before as (
    partition by service, resource order by at, source, record rows between unbounded preceding and current row)
