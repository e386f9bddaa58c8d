-- What: how much of its target each counted record used, in tenths of the target; 20 stands for twice and more.
-- An elapsed time equal to the target is met and stands in tenth 9.
-- Grain: one row per record type and tenth.
select
    toString(ledger.record_type) as record_type,
    toUInt8(least(20, if(elapsed_ms = 0, 0, intDiv(10 * elapsed_ms - 1, assumeNotNull(resolution_target_ms))))) as tenth,
    count() as records
from ledger
where month = {month:Date} and resolution_counted = 1 and resolution_target_ms > 0
group by record_type, tenth
order by record_type, tenth
