-- What: outages that reach into the month, with the maintenance windows and the exclusions that excuse some of each.
-- Grain: one row per service and stretch.
select
    toString(o.service) as service,
    toString(o.top_service) as top_service,
    toUnixTimestamp64Milli(o.begins_at) as begins_at,
    toUnixTimestamp64Milli(o.ends_at) as ends_at,
    o.open as open,
    toUnixTimestamp64Milli(o.started_at) as started_at,
    o.wall_ms as wall_ms,
    o.counted_ms as counted_ms,
    o.excused_ms as excused_ms,
    o.out_of_hours_ms as out_of_hours_ms,
    o.unmonitored_ms as unmonitored_ms,
    o.counted_in_month_ms as counted_in_month_ms,
    o.causes as causes,
    o.records as records,
    o.changes as changes,
    arraySort(arrayDistinct(arrayFlatten(arrayMap(
        i -> arrayConcat(i.4, has(i.6, o.service) ? i.5 : []),
        arrayFilter(i -> has(records, i.1) and i.2 < o.ends_at and i.3 > o.begins_at, excuses))))) as excused_by
from (select * from outages where month = {month:Date}) as o
cross join (
    select groupArray((record, begins_at, ends_at, excused_by, excluded_by, excluded_for)) as excuses
    from interruptions
    where month = {month:Date} and (notEmpty(excused_by) or notEmpty(excluded_by))
) as i
order by service, begins_at
