-- What: how ready each service with a continuity plan was at the cut: whether the plan was in force, when it was last invoked and
--   last tested, which drill is due next and which are overdue; critical services without any plan; and plans that events alone
--   name. An invocation or drill counts for every service that it names.
-- Grain: one row per service and plan; plan '' = a critical service without one.
select
    {month:Date} as month, service, plan, max(is_critical) as critical, max(is_defined) as defined, max(in_force) as valid,
    max(invoked_at) as last_invoked_at,
    max(begun_at) as last_tested_at,
    argMax(begun_at <= due_at, begun_at) as last_tested_in_time,
    minIf(due_at, begun_at is null and due_at >= {cut:DateTime64(3, 'UTC')}) as next_due_at,
    toInt64(countIf(begun_at is null and due_at < {cut:DateTime64(3, 'UTC')})) as overdue
from (
    select
        toString(p.service) as service, toString(p.plan) as plan, critical as is_critical, 1 as is_defined,
        plan != '' and valid_from < {cut:DateTime64(3, 'UTC')} and valid_until >= {cut:DateTime64(3, 'UTC')} as in_force,
        toNullable(toDateTime64(null, 3, 'UTC')) as invoked_at, toNullable(toDateTime64(null, 3, 'UTC')) as begun_at,
        toNullable(toDateTime64(null, 3, 'UTC')) as due_at
    from continuity_plans as p
    where definitions = {definitions:String}
    union all
    select arrayJoin(services), plan, 0, 0, 0, invoked_at, null, null
    from stg_continuity_invocations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    where invoked_at < {cut:DateTime64(3, 'UTC')}
    union all
    select arrayJoin(services), plan, 0, 0, 0, null, begins_at < {cut:DateTime64(3, 'UTC')} ? begins_at : null, due_at
    from stg_continuity_drills(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
)
group by service, plan
