-- What: each record's life up to the cut. It is resolved (cancelled) if it is so at the cut; it ended when the last
--   unbroken run of that began, else the cut is its end. What it was at its end groups it in reports (rule 16).
--   The service level agreement is the version in force for that service and type when it was opened (rule 11);
--   without one, agreement and calendar are '' and all time counts.
-- Grain: one row per record with open time in the month; `holds` in order of time.
select
    l.*,
    in_force ? r.in_agreement : '' as agreement,
    in_force ? toNullable(r.valid_from) : null as agreement_valid_from,
    in_force ? r.on_calendar : '' as calendar,
    in_force ? r.resolved_gap : 'counted' as resolved_gap_policy,
    r.in_agreement != '' and l.opened_at < r.valid_until as in_force
from (
    select
        record_type, source, record,
        any(h.opened_at) as opened_at, any(h.responded_at) as responded_at, any(h.stated_sla_met) as stated_sla_met,
        argMax(h.title, (held_from, position)) as title, argMax(h.channel, (held_from, position)) as channel,
        arraySort(hold -> (hold.held_from, hold.position), groupArray(tuple(
            held_from, position, held_until, h.life, h.state, h.phase, waiting_on, h.service, h.priority,
            h.assignment_group, h.supplier)::Tuple(
            held_from DateTime64(3, 'UTC'), position UInt64, held_until DateTime64(3, 'UTC'),
            life LowCardinality(String), state String, phase LowCardinality(String), waiting_on LowCardinality(String), service String,
            priority String, assignment_group String, supplier String))) as holds,
        holds.life as lives,
        lives[-1] as life,
        -- position of the hold with which the ending began; one past the last while open
        life = 'open' ? length(lives) + 1 : arrayLastIndex(l -> l != life, lives) + 1 as ending,
        life = 'open' ? {cut:DateTime64(3, 'UTC')} : holds[ending].held_from as ended_at,
        life = 'open' ? holds[-1] : arrayLast(hold -> hold.held_from <= ended_at, holds) as at_end,
        at_end.service as service,
        holds[-1].state as state,
        holds[-1].phase as phase,
        arrayFilter(
            (hold, now, before) -> now = 'open' and before != 'open',
            holds, lives, arrayPushFront(arrayPopBack(lives), 'open')).held_from as reopened_at,
        arrayLast(h -> h.held_from < {month_start:DateTime64(3, 'UTC')}, holds).life as life_before_month
    from int_ticket_holds(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as h
    group by record_type, source, record
    having life = 'open' or ended_at >= {month_start:DateTime64(3, 'UTC')}
) as l
asof left join (
    select
        service as for_service, record_type as for_type, valid_from, valid_until, agreement as in_agreement,
        calendar as on_calendar, resolved_gap
    from agreement_rules
    where definitions = {definitions:String} and kind = 'sla'
) as r on r.for_service = l.service and r.for_type = l.record_type and r.valid_from <= l.opened_at
