-- What: counted time of the records that count towards a resolution target, by the supplier who held it; '' = none. Sums
-- exactly to the elapsed time of those records.
-- Grain: one row per record type and supplier.
select
    toString(ledger.record_type) as record_type,
    spent.1 as supplier,
    toInt64(sum(spent.2)) as ms,
    toInt64(count()) as records
from ledger
array join cast(elapsed_by_supplier, 'Array(Tuple(String, UInt64))') as spent
where month = {month:Date} and resolution_counted = 1
group by record_type, supplier
order by record_type, ms desc, supplier
