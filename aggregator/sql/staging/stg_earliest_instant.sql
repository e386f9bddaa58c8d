-- What: the earliest instant that a ticket of the month or a complaint speaks of: service windows must reach back to it.
-- Grain: one row; null without any.
select toUnixTimestamp64Milli(minOrNull(at)) as earliest_ms
from (
    select first_at as at
    from stg_month_tickets(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')})
    union all
    select received_at
    from stg_complaints(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
)
