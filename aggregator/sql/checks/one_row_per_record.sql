-- What: records that stand in the ledger more than once, or at its end in more or less than one way.
-- Grain: one row per offending record; none when all is well.
select concat(record_type, ' ', source, ' ', record) as offender
from {ledger:Identifier}
where month = {month:Date}
group by record_type, source, record
having count() != 1
    or sum(resolved_in_month + open_at_end + cancelled) != 1
    or sum(opened_in_month + open_at_start + reopened_in_month) != 1
