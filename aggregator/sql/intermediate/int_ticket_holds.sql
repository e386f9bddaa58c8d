-- What: for how long each update's word held: until the record's next update, the last one's until the cut.
--   Time before opened_at (the last stated, else the first update's time) is left out. An update that another replaced
--   at the same instant holds for no time, and still may have reopened or finished the record (rule 16). The first
--   update's word also holds from opened_at on, but a record is finished only from the update that says so: before
--   it, it is open. An update without a state keeps the state held before; an unknown state is open. A supplier that
--   is not stated is the group's own.
-- Grain: one row per record and stretch [held_from, held_until); in the order of (held_from, position) the stretches of
--   a record follow one another without gap from opened_at to the cut.
select
    record_type, source, record, position, title, service, priority, channel, assignment_group,
    if(u.supplier != '', u.supplier, g.supplier) as supplier,
    multiIf(s.phase in ('resolved', 'closed'), 'resolved', s.phase = 'cancelled', 'cancelled', 'open') as finish,
    arrayJoin(if(first and finish != 'open', [false, true], [true])) as said,
    if(said, u.state, '') as state,
    multiIf(not said or s.phase = '', 'open', s.phase) as phase,
    if(said, finish, 'open') as life,
    s.waiting_on as waiting_on,
    opened_at, responded_at, stated_sla_met,
    if(not said or (first and finish = 'open'), opened_at, greatest(occurred_at, opened_at)) as held_from,
    if(said, until, occurred_at) as held_until
from (
    select
        record_type, source, record, occurred_at, title, service, priority, channel, assignment_group, supplier,
        ifNull(last_value(nullIf(updates.state, '')) ignore nulls over so_far, '') as state,
        ifNull(last_value(updates.opened_at) ignore nulls over always, min(occurred_at) over always) as opened_at,
        min(updates.responded_at) over always as responded_at,
        last_value(updates.stated_sla_met) ignore nulls over always as stated_sla_met,
        leadInFrame(occurred_at, 1, {cut:DateTime64(3, 'UTC')}) over always as until,
        row_number() over so_far as position,
        position = 1 and opened_at < occurred_at as first
    from stg_ticket_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as updates
    window
        so_far as (
            partition by record_type, source, record order by occurred_at, sequence, id
            rows between unbounded preceding and current row),
        always as (
            partition by record_type, source, record order by occurred_at, sequence, id
            rows between unbounded preceding and unbounded following)
) as u
left join (select state as id, phase, waiting_on from states where definitions = {definitions:String}) as s
    on s.id = u.state
left join (select assignment_group as id, supplier from groups where definitions = {definitions:String}) as g
    on g.id = u.assignment_group
where held_from < held_until or (held_from = held_until and occurred_at >= opened_at)
