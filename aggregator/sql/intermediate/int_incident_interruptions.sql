-- What: incidents whose grade interrupts a service (the organisation says which, {grades}) as interruptions from opening to
--   resolution, or to the cut while open. Grade and service are those last stated up to the resolution (rule 16). Cancelled
--   ones are none. An incident without any update since {history} is no longer looked at.
-- Grain: one row per incident (source, record).
select
    source, record, service, component,
    opened_at as begins_at,
    life = 'open' ? null : toNullable(resolved_at) as ends_at
from (
    select
        source, record,
        argMax(finish, place) as life,
        maxIf(occurred_at, finish = 'resolved' and previous != 'resolved') as resolved_at,
        ifNull(argMaxIf(u.opened_at, place, u.opened_at is not null), min(occurred_at)) as opened_at,
        arraySort(groupArray((place, toString(u.grade), toString(u.service), u.component))) as said,
        arrayFilter(one -> life != 'resolved' or one.1.1 <= resolved_at, said) as in_time,
        arrayLast(one -> one.2 != '', in_time).2 as grade,
        arrayLast(one -> one.3 != '', in_time).3 as service,
        arrayLast(one -> one.4 != '', in_time).4 as component
    from (
        select
            *,
            multiIf(s.phase in ('resolved', 'closed'), 'resolved', s.phase = 'cancelled', 'cancelled', 'open') as finish,
            lagInFrame(finish, 1, 'open') over (
                partition by source, record order by place rows between unbounded preceding and current row) as previous
        from (
            select
                *,
                ifNull(last_value(nullIf(updates.state, '')) ignore nulls over (
                    partition by source, record order by place rows between unbounded preceding and current row), '')
                    as carried
            from stg_incident_grades(
                as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')},
                since = {history:DateTime64(3, 'UTC')}, grades = {grades:Array(String)}) as updates
        ) as c
        left join (select state as id, phase from states where definitions = {definitions:String}) as s
            on s.id = c.carried
    ) as u
    group by source, record
)
where life != 'cancelled' and has({grades:Array(String)}, grade)
