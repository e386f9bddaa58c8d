-- What: the computed months of the thirteen that end with the month, and what each was made of.
-- Grain: one row per month.
select
    toString(months.month) as month,
    toUnixTimestamp64Milli(as_of) as as_of,
    toUnixTimestamp64Milli(cut) as cut,
    definitions,
    toString(time_zone) as time_zone,
    toUnixTimestamp64Milli(month_start) as month_start,
    toUnixTimestamp64Milli(month_end) as month_end,
    events,
    records,
    states_unknown,
    states_not_stated,
    toUnixTimestamp64Milli(first_occurred_at) as first_occurred_at,
    toUnixTimestamp64Milli(last_occurred_at) as last_occurred_at,
    toUnixTimestamp64Milli(last_recorded_at) as last_recorded_at
from months
where months.month between addMonths({month:Date}, -12) and {month:Date}
order by months.month
