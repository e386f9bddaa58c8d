-- What: incidents that came again: one with the same problem, or with the same configuration item and category, was opened
--   at most 30 days (of 24 h) before.
-- Grain: one row per incident that names a problem, or a configuration item with a category, and was opened at most 30
--   days before the month or in it (source, record).
select source, record, max(ifNull(opened_at <= before + interval 30 day, 0)) as repeated
from (
    select
        source, record, opened_at,
        lagInFrame(toNullable(opened_at), 1) over (
            partition by link order by opened_at, source, record
            rows between unbounded preceding and current row) as before
    from (
        select
            source, record, opened_at,
            arrayJoin(arrayFilter(link -> link != ('', '', ''), [
                problem = '' ? ('', '', '') : ('problem', toString(problem), ''),
                configuration_item = '' or category = '' ? ('', '', '')
                    : ('item', toString(configuration_item), toString(category))])) as link
        from int_recent_incidents(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')} - interval 30 day)
        where opened_at >= {month_start:DateTime64(3, 'UTC')} - interval 30 day
    )
)
group by source, record
