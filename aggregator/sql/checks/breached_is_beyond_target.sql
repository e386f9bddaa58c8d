-- What: records whose breach does not follow from their elapsed time, or whose elapsed time is beyond the target they
--   ended with and that are not breached; and breaches outside the record's own life.
-- Grain: one row per offending record; none when all is well.
select concat(record_type, ' ', source, ' ', record) as offender
from {ledger:Identifier}
where month = {month:Date}
    and (
        (breached_at is not null and elapsed_ms <= breached_target_ms)
        or (breached_at is null and elapsed_ms > resolution_target_ms and cancelled = 0)
        or (response_breached_at is not null and response_elapsed_ms <= response_breached_target_ms)
        or breached_at < opened_at or breached_at > ended_at
        or response_breached_at < opened_at or response_breached_at > ended_at
        or (resolution_met and resolution_counted = 0)
        or (response_met and response_counted = 0)
    )
