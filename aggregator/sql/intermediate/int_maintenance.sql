-- What: approved maintenance windows that were not cancelled, as they stand at {cut}; services = those named and all above.
-- Grain: one row per record (source, record).
select
    source, record,
    arrayDistinct(arrayFlatten(arrayMap(one -> empty(lineages[one]) ? [one] : lineages[one], last.services))) as services,
    last.services[1] as service, last.begins as begins_at, last.ends as ends_at, last.actual_ends as actual_ends_at,
    last.announced as announced_at
from (
    select
        source, record,
        argMax((services, begins_at, ends_at, actual_ends_at, announced_at, cancelled,
            ifNull(approved_at < {cut:DateTime64(3, 'UTC')}, 0))::Tuple(
                services Array(String), begins Nullable(DateTime64(3, 'UTC')), ends Nullable(DateTime64(3, 'UTC')),
                actual_ends Nullable(DateTime64(3, 'UTC')), announced Nullable(DateTime64(3, 'UTC')), cancelled UInt8,
                approved UInt8), place) as last
    from stg_maintenance_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    group by source, record
) as m
cross join (
    select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))') as lineages
    from services where definitions = {definitions:String}
) as l
where last.approved and not last.cancelled
