-- What: where the time of tickets went, by which agreement version, target and clock (domain rule 8); lengths in
--   milliseconds. wall_ms is the sum of the six lengths after it.
-- Grain: one row per ticket named in {records} that stands in the month's ledger.
select
    toString(l.record_type) as record_type, toString(l.source) as source, l.record as record,
    toString(agreement) as agreement, toString(toDate(agreement_valid_from, {time_zone:String})) as valid_from,
    toString(calendar) as calendar, wall_ms, elapsed_ms, waiting_ms, out_of_hours_ms, holiday_ms, excluded_ms, resolved_gap_ms,
    cast(waiting_by, 'Array(Tuple(String, UInt64))') as waiting_by,
    resolution_target_ms, response_target_ms, toUnixTimestamp64Milli(l.breached_at) as breached_ms
from {ledger:Identifier} as l
where l.month = {month:Date} and has({records:Array(Tuple(String, String, String))}, (record_type, source, record))
order by record_type, source, record
