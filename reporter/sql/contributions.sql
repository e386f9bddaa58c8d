-- What: where the time of the records that count towards a resolution target went: counted time by group,
-- paused time by the party waited on. Counted time sums exactly to the elapsed time of those records.
-- Grain: one row per record type, top service, priority, part and name.
select
    toString(ledger.record_type) as record_type,
    toString(top_service) as service,
    toString(ledger.priority) as priority,
    spent.1 as part,
    spent.2 as name,
    sum(spent.3) as ms,
    count() as records
from ledger
array join arrayConcat(
    arrayMap(x -> ('group', x.1, x.2), cast(elapsed_by_group, 'Array(Tuple(String, UInt64))')),
    arrayMap(x -> ('waiting', x.1, x.2), cast(waiting_by, 'Array(Tuple(String, UInt64))'))
) as spent
where month = {month:Date} and resolution_counted = 1 and spent.3 > 0
group by record_type, service, priority, part, name
order by record_type, service, priority, part, name
