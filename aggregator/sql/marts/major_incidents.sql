-- What: the major incidents that concern the month: declared in it; going on in it; whose days of observation after the end
--   reach into it; reviewed in it; or whose review is overdue at the cut. Looked for one year back. duration_ms = from the
--   beginning to the end, or to the cut while it goes on.
-- Grain: one row per major incident (source, record).
with toIntervalDay({observed_days:UInt32}) as observed
select
    {month:Date} as month, source, record, incident, title, services, priority, declared_by, affected_users, impact, cause,
    problem, root_cause, caused_by, continuity_invocation, begun_by, begun_at, m.declared_at as declared_at, m.ended_at as ended_at,
    dateDiff('millisecond', begun_at, ifNull(m.ended_at, {cut:DateTime64(3, 'UTC')})) as duration_ms,
    root_cause_found_at,
    r.due_at as review_due_at,
    m.reviewed_at as reviewed_at,
    m.declared_at >= {month_start:DateTime64(3, 'UTC')} as declared_in_month,
    toInt64({observed_days:UInt32}) * 86400000 as observed_ms,
    least(dateDiff('millisecond', ifNull(m.ended_at, {cut:DateTime64(3, 'UTC')}), {cut:DateTime64(3, 'UTC')}), observed_ms)
        as after_ms,
    timeline, lessons
from int_major_incidents(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')}) as m
left join (
    select source, record, due_at
    from int_major_incident_stages(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')},
        definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
        time_zone = {time_zone:String})
    where stage = 'reviewed'
) as r on r.source = m.source and r.record = m.record
where declared_in_month
    or m.ended_at is null
    or m.ended_at + observed > {month_start:DateTime64(3, 'UTC')}
    or m.reviewed_at >= {month_start:DateTime64(3, 'UTC')}
    or (m.reviewed_at is null and r.due_at < {cut:DateTime64(3, 'UTC')})
