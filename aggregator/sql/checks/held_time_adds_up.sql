-- What: records whose elapsed time is not the sum over groups, or over suppliers, or whose waiting time is not the sum
--   over those waited on, or whose excluded time not the sum over rules, or entries (domain rule 8, A26).
-- Grain: one row per offending record; none when all is well.
select concat(record_type, ' ', source, ' ', record) as offender
from {ledger:Identifier}
where month = {month:Date}
    and (
        elapsed_ms != arraySum(mapValues(elapsed_by_group))
        or elapsed_ms != arraySum(mapValues(elapsed_by_supplier))
        or waiting_ms != arraySum(mapValues(waiting_by))
        or excluded_ms != arraySum(mapValues(excluded_by))
        or excluded_ms != arraySum(mapValues(excluded_by_entry))
    )
