-- What: major incidents declared from {history} to {cut}. One began when the first of what is known of it did: an outage that
--   names it or its incident, the incident, its detection, its declaration. It ended when the service was restored, or, where
--   nobody says so, when it was closed. The problem is the one that it names, else one that names it.
-- Grain: one row per record (source, record).
select
    m.source as source, m.record as record, m.incident as incident, title, services, priority, declared_by, affected_users, impact,
    cause, m.problem = '' ? p.problem : m.problem as problem, caused_by, continuity_invocation,
    detected_at, declared_at, communicated_at, restored_at, closed_at, reviewed_at, review_due_at, timeline, lessons,
    q.root_cause as root_cause,
    ifNull(m.root_cause_found_at, q.found_at < {cut:DateTime64(3, 'UTC')} ? q.found_at : null) as root_cause_found_at,
    arraySort(arrayFilter(at -> isNotNull(at.1), [
        (o.begun_at, 'outage'), (i.begun_at, 'incident'), (detected_at, 'detection'), (toNullable(declared_at), 'declaration')
    ]))[1] as beginning,
    assumeNotNull(beginning.1) as begun_at,
    beginning.2 as begun_by,
    ifNull(restored_at, closed_at) as ended_at
from (
    select * replace (assumeNotNull(declared_at) as declared_at)
    from stg_major_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    where declared_at >= {history:DateTime64(3, 'UTC')}
) as m
left join (
    select incident, min(toNullable(begins_at)) as begun_at
    from stg_outages(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    where incident != '' and interrupts and not cancelled and begins_at < {cut:DateTime64(3, 'UTC')}
    group by incident
) as o on o.incident = m.incident
left join (
    select record, toNullable(opened_at) as begun_at
    from stg_major_incident_openings(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
) as i on i.record = m.incident
left join (
    select major_incident, min(record) as problem
    from stg_problems(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    where major_incident != ''
    group by major_incident
) as p on p.major_incident = m.record
left join (
    select record, any(root_cause) as root_cause, any(root_cause_found_at) as found_at
    from stg_problems(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    group by record
) as q on q.record = (m.problem = '' ? p.problem : m.problem)
