-- What: tickets that may have open time in the month: those with an update in it, and those whose last state
--   before it is not a finished one. All others ended before the month and are read no further.
-- Grain: one row per record (record_type, source, record).
select record_type, source, record
from stg_ticket_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
group by record_type, source, record
having max(occurred_at) >= {month_start:DateTime64(3, 'UTC')}
    or max(opened_at) >= {month_start:DateTime64(3, 'UTC')}
    or argMaxIf(state, (occurred_at, sequence, id), state != '') not in (
        select state from states
        where definitions = {definitions:String} and phase in ('resolved', 'closed', 'cancelled')
    )
