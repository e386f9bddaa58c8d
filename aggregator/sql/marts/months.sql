-- What: what the month's marts were computed from: as of when, up to where, by which definitions, and how many
--   updates of tickets occurred in the month, with which doubts.
-- Grain: one row.
select
    {month:Date} as month, {as_of:DateTime64(3, 'UTC')} as as_of, {cut:DateTime64(3, 'UTC')} as cut,
    {definitions:String} as definitions, {time_zone:String} as time_zone,
    {month_start:DateTime64(3, 'UTC')} as month_start, {month_end:DateTime64(3, 'UTC')} as month_end,
    count() as events,
    uniqExact(record_type, source, record) as records,
    countIf(state != '' and state not in (select state from states where definitions = {definitions:String}))
        as states_unknown,
    countIf(state = '') as states_not_stated,
    minOrNull(occurred_at) as first_occurred_at,
    maxOrNull(occurred_at) as last_occurred_at,
    maxOrNull(recorded_at) as last_recorded_at
from stg_ticket_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
where occurred_at >= {month_start:DateTime64(3, 'UTC')}
