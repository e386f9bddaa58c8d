-- What: records whose buckets do not sum to the time from opening to end, or are larger than it (domain rule 8).
-- Grain: one row per offending record; none when all is well.
select concat(record_type, ' ', source, ' ', record) as offender
from {ledger:Identifier}
where month = {month:Date}
    and (
        wall_ms != toUnixTimestamp64Milli(ended_at) - toUnixTimestamp64Milli(opened_at)
        or wall_ms != elapsed_ms + waiting_ms + out_of_hours_ms + holiday_ms + excluded_ms + resolved_gap_ms
        or greatest(elapsed_ms, waiting_ms, out_of_hours_ms, holiday_ms, excluded_ms, resolved_gap_ms) > wall_ms
    )
