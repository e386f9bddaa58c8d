-- What: actions that follow from the major incidents of the month: those that a major incident names, known or not, and those
--   that answer its problem. What had not happened at the cut is null.
-- Grain: one row per major incident and action.
select
    {month:Date} as month, f.source as source, f.record as record, f.action as action,
    a.kind as kind, a.title as title, a.owner as owner, a.due_at as due_at, a.done_at as closed_at, a.cancelled as cancelled,
    a.checked_at as verified_at, a.effective as effective, a.known as known
from (
    select source, record, arrayJoin(actions) as action
    from stg_major_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    union distinct
    select m.source, m.record, a.record
    from {major_incidents:Identifier} as m
    join stg_actions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as a on a.problem = m.problem
    where m.month = {month:Date} and m.problem != ''
) as f
left join (
    select
        record, kind, title, owner, due_at, cancelled, 1 as known,
        closed_at < {cut:DateTime64(3, 'UTC')} ? closed_at : null as done_at,
        verified_at < {cut:DateTime64(3, 'UTC')} ? verified_at : null as checked_at,
        checked_at is null ? null : effective as effective
    from stg_actions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
) as a on a.record = f.action
where (f.source, f.record) in (select source, record from {major_incidents:Identifier} where month = {month:Date})
