-- What: control limits, signals and forecasts of the month's headline figures.
-- Grain: one row per figure and record type.
select
    toString(figure) as figure,
    toString(record_type) as record_type,
    arrayMap(one -> (toString(one.1), one.2, one.3), history) as history,
    centre,
    lower,
    upper,
    arrayMap(one -> (toString(one.1), one.2), signals) as signals,
    arrayMap(one -> (toString(one.1), one.2, one.3, one.4), forecast) as forecast
from trends
where trends.month = {month:Date}
order by figure, record_type
