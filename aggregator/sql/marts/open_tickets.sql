-- What: the tickets that the month leaves to the next: not finished at the cut, or said to be opened later. From them the next
--   month goes on, without reading all history again.
-- Grain: one row per record (record_type, source, record).
select {month:Date} as month, {as_of:DateTime64(3, 'UTC')} as as_of, record_type, source, record
from stg_ticket_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
group by record_type, source, record
having max(opened_at) >= {cut:DateTime64(3, 'UTC')}
    or not has({finished:Array(String)}, toString(argMaxIf(state, (occurred_at, sequence, id), state != '')))
